-- Money, in credits (one credit is one cent). A transfer moves an amount between two places at once:
--   grant, topup   the operator  →  available
--   hold           available     →  held
--   capture        held          →  the operator
--   release        held          →  available
-- Transfers are the truth and only ever added; balances are their running sum, kept by the trigger below,
-- so that an overdraft, a second capture or a settlement without its hold cannot be written by anyone.

CREATE TABLE balances (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id),
  available  INTEGER NOT NULL DEFAULT 0 CONSTRAINT enough_credits CHECK (available >= 0),
  held       INTEGER NOT NULL DEFAULT 0 CONSTRAINT held_not_negative CHECK (held >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfers (
  -- What the money is for: a job's id, or the reference of a grant or top-up.
  subject    TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('grant', 'topup', 'hold', 'capture', 'release')),
  account_id TEXT NOT NULL,
  amount     INTEGER NOT NULL CHECK (amount > 0),
  at         INTEGER NOT NULL,
  PRIMARY KEY (subject, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX transfers_paid_in ON transfers (account_id, at) WHERE kind IN ('grant', 'topup');

CREATE TRIGGER transfers_settle_within_their_hold
BEFORE INSERT ON transfers
WHEN NEW.kind IN ('capture', 'release')
BEGIN
  SELECT RAISE(ABORT, 'settlement_exceeds_hold')
  WHERE NEW.amount > (
    SELECT coalesce(sum(CASE kind WHEN 'hold' THEN amount ELSE -amount END), 0)
    FROM transfers
    WHERE subject = NEW.subject AND account_id = NEW.account_id AND kind IN ('hold', 'capture', 'release')
  );
END;

CREATE TRIGGER transfers_move_money
AFTER INSERT ON transfers
BEGIN
  SELECT RAISE(ABORT, 'no_such_balance')
  WHERE NOT EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id);
  UPDATE balances
  SET available = available + CASE WHEN NEW.kind IN ('grant', 'topup', 'release') THEN NEW.amount
                                   WHEN NEW.kind = 'hold' THEN -NEW.amount ELSE 0 END,
      held      = held + CASE WHEN NEW.kind = 'hold' THEN NEW.amount
                              WHEN NEW.kind IN ('capture', 'release') THEN -NEW.amount ELSE 0 END
  WHERE account_id = NEW.account_id;
END;

CREATE TRIGGER transfers_are_append_only_update BEFORE UPDATE ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers_append_only'); END;

CREATE TRIGGER transfers_are_append_only_delete BEFORE DELETE ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers_append_only'); END;
