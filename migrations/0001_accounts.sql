-- Accounts, their keys and their organisations. Times are milliseconds since 1970, UTC.

CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  label      TEXT,
  plan       TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro', 'enterprise')),
  pin_hash   TEXT NOT NULL UNIQUE,
  -- The account that adopted this one with its pin. It may live in another shard, so no foreign key.
  owner_id   TEXT,
  linked_at  INTEGER,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX accounts_owned ON accounts (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE api_keys (
  hash       TEXT PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name       TEXT NOT NULL,
  prefix     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX api_keys_of_account ON api_keys (account_id, id);

CREATE TABLE orgs (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  id         TEXT NOT NULL,
  profile    TEXT NOT NULL CHECK (json_valid(profile)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
