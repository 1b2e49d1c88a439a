-- Jobs and the log of what happened to them. docs/jobs.md draws the states.

CREATE TABLE jobs (
  account_id       TEXT NOT NULL,
  id               TEXT NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('image', 'video', 'agent')),
  dialect          TEXT NOT NULL,
  status           TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
  request          TEXT NOT NULL CHECK (json_valid(request)),
  -- Who pays: 'credits' hold money, 'plan' uses the daily allowance.
  funding          TEXT NOT NULL CHECK (funding IN ('credits', 'plan')),
  cost             INTEGER NOT NULL CHECK (cost >= 0),
  -- SHA-256 of the caller's Idempotency-Key and of the request it came with.
  idempotency_key  TEXT,
  idempotency_body TEXT,
  -- A runner's memory between two steps.
  state            TEXT CHECK (state IS NULL OR json_valid(state)),
  outputs          TEXT CHECK (outputs IS NULL OR json_valid(outputs)),
  warnings         TEXT CHECK (warnings IS NULL OR json_valid(warnings)),
  error            TEXT,
  -- The worker that may settle this job, and until when; database time.
  lease            TEXT,
  lease_until      INTEGER,
  -- A parked job sleeps until then.
  wake_at          INTEGER,
  -- Workers that died holding the job, and steps that failed: counted apart, each with its own end.
  losses           INTEGER NOT NULL DEFAULT 0,
  failures         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deadline_at      INTEGER NOT NULL,
  ended_at         INTEGER,
  -- The owner deleted the pictures.
  deleted_at       INTEGER,
  -- Stray pictures of a failed or canceled job were looked for and removed.
  swept_at         INTEGER,
  PRIMARY KEY (account_id, id),
  CHECK ((ended_at IS NULL) = (status IN ('queued', 'running'))),
  CHECK ((lease IS NULL) = (lease_until IS NULL)),
  CHECK (lease IS NULL OR status = 'running')
) STRICT, WITHOUT ROWID;

-- A doorbell names a job without its account; only open jobs are ever looked up that way.
CREATE UNIQUE INDEX jobs_open ON jobs (id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX jobs_by_idempotency_key ON jobs (account_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX jobs_to_sweep ON jobs (ended_at) WHERE status IN ('failed', 'canceled') AND swept_at IS NULL;

CREATE TRIGGER jobs_walk_known_edges
BEFORE UPDATE OF status ON jobs
WHEN NEW.status <> OLD.status
  AND NOT (OLD.status = 'queued' AND NEW.status IN ('running', 'failed', 'canceled'))
  AND NOT (OLD.status = 'running' AND NEW.status IN ('succeeded', 'failed', 'canceled'))
BEGIN
  SELECT RAISE(ABORT, 'job_transition_refused');
END;

CREATE TRIGGER jobs_end_for_good
BEFORE UPDATE OF request, funding, cost, state, outputs, warnings, error, lease, ended_at ON jobs
WHEN OLD.ended_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'job_has_ended');
END;

CREATE TABLE job_events (
  job_id TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  type   TEXT NOT NULL,
  data   TEXT NOT NULL CHECK (json_valid(data)),
  at     INTEGER NOT NULL,
  PRIMARY KEY (job_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_events_are_append_only_update BEFORE UPDATE ON job_events
BEGIN SELECT RAISE(ABORT, 'job_events_append_only'); END;

CREATE TRIGGER job_events_are_append_only_delete BEFORE DELETE ON job_events
BEGIN SELECT RAISE(ABORT, 'job_events_append_only'); END;
