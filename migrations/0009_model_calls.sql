-- Every call of a model that others run, made for a job: who was asked, what came of it, and what it cost the operator.
CREATE TABLE model_calls (
  id          INTEGER PRIMARY KEY,
  job_id      TEXT NOT NULL,
  -- Which of its calls a job means: the turn of an agent, the attempt at a clip, the look at a prompt.
  part        TEXT NOT NULL,
  -- As the operator's list names it.
  model       TEXT NOT NULL,
  asked_at    INTEGER NOT NULL,
  ended_at    INTEGER,
  -- 'answered', or the kind of fault. NULL: nobody knows whether the work was done.
  outcome     TEXT,
  cost_amount REAL,
  cost_unit   TEXT
) STRICT;

CREATE INDEX model_calls_of_job ON model_calls (job_id, part, model);
CREATE INDEX model_calls_by_age ON model_calls (asked_at);

-- Which stage refused a job's content, and as what: {"stage": …, "category": …}.
ALTER TABLE jobs ADD COLUMN rejection TEXT;

-- The answer in words and the refusal end with the job, like all that it came to.
DROP TRIGGER jobs_end_for_good;
CREATE TRIGGER jobs_end_for_good
BEFORE UPDATE OF request, funding, cost, state, outputs, answer, warnings, error, rejection, lease, ended_at ON jobs
WHEN OLD.ended_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'job_has_ended');
END;
