-- How far an unfinished job has come, in percent of what there is to do.
ALTER TABLE jobs ADD COLUMN progress INTEGER NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100);

-- Ended jobs that may have left something in the bucket: the pictures of failed and canceled ones, and the unfinished
-- parts of those that take many steps.
DROP INDEX jobs_to_sweep;
CREATE INDEX jobs_to_sweep ON jobs (ended_at) WHERE swept_at IS NULL AND (status IN ('failed', 'canceled') OR kind <> 'image');
