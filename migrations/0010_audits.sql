-- What was found when the promises were held against what is stored, every hour: an empty list is as it should be. In
-- the first shard only.
CREATE TABLE audits (
  at       INTEGER PRIMARY KEY,
  took_ms  INTEGER NOT NULL,
  findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;
