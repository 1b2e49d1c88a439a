-- What the operator does to accounts and jobs, and the record of it.

ALTER TABLE accounts ADD COLUMN frozen_at INTEGER;

-- The operator's list: newest first.
CREATE INDEX accounts_by_age ON accounts (created_at, id);

CREATE TABLE operator_log (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  action     TEXT NOT NULL,
  account_id TEXT NOT NULL,
  -- The job, or the grant's reference, that it was about.
  subject    TEXT,
  details    TEXT NOT NULL CHECK (json_valid(details)),
  -- The request that asked for it, as in the server's log.
  request_id TEXT NOT NULL
) STRICT;

CREATE INDEX operator_log_by_age ON operator_log (at, id);

CREATE TRIGGER operator_log_is_append_only_update BEFORE UPDATE ON operator_log
BEGIN SELECT RAISE(ABORT, 'operator_log_append_only'); END;

CREATE TRIGGER operator_log_is_append_only_delete BEFORE DELETE ON operator_log
BEGIN SELECT RAISE(ABORT, 'operator_log_append_only'); END;
