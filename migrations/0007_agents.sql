-- The result of a job that was asked for words. Jobs of many steps also write `outputs` as they go on.
ALTER TABLE jobs ADD COLUMN answer TEXT;
