-- Who is told when a job has ended, and what became of the telling. Times are milliseconds since 1970, UTC.

-- {"url", "origin"}: where to, and where the caller reached us, for the URLs of pictures.
ALTER TABLE jobs ADD COLUMN webhook TEXT CHECK (webhook IS NULL OR json_valid(webhook));

-- A new signing secret is a new number; for a day after it both sign.
ALTER TABLE accounts ADD COLUMN webhook_secret INTEGER NOT NULL DEFAULT 1;
ALTER TABLE accounts ADD COLUMN webhook_secret_since INTEGER;

-- One event a job: the id is the job's, with another beginning. Written with the job's end or not at all.
CREATE TABLE deliveries (
  id          TEXT PRIMARY KEY,
  account_id  TEXT NOT NULL,
  job_id      TEXT NOT NULL,
  webhook     TEXT NOT NULL CHECK (json_valid(webhook)),
  status      TEXT NOT NULL DEFAULT 'due' CHECK (status IN ('due', 'delivered', 'given_up')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  -- Attempts since it was last asked for: a redelivery starts anew.
  round       INTEGER NOT NULL DEFAULT 0,
  -- When to try next; a worker that holds it moves it on, so that nobody else tries meanwhile.
  due_at      INTEGER,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  CHECK ((due_at IS NULL) = (status <> 'due'))
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE delivery_attempts (
  delivery_id TEXT NOT NULL,
  number      INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  -- What the receiver answered; or what went wrong, in a word.
  http_status INTEGER,
  error       TEXT,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;
