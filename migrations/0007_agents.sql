-- The result of a job that was asked for words. Jobs of many steps also write `outputs` as they go on.
ALTER TABLE jobs ADD COLUMN answer TEXT;

-- What an account's watchdog asks: which of its deliveries are due, and when.
CREATE INDEX deliveries_due_of_account ON deliveries (account_id, due_at) WHERE due_at IS NOT NULL;
