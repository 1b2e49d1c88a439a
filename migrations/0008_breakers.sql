-- Models that others run, when they do not answer. A row for each that has failed since it last answered; in the first
-- shard only, and read by all.
CREATE TABLE breakers (
  model      TEXT PRIMARY KEY,
  -- Failures in a row.
  failures   INTEGER NOT NULL,
  -- Open: not asked before then. After it, one at a time asks, until then.
  open_until  INTEGER,
  probe_until INTEGER,
  -- A key that is refused, a model that is gone: waiting will not mend it.
  hopeless    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
