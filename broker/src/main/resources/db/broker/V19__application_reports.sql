-- An application says what it did with a login: one more part of the trace, at most one for each login. It stands
-- one microsecond after the part that gave the login, so that a second one meets this index, whoever writes it.
ALTER TABLE login_trace DROP CONSTRAINT login_trace_outcome_check;
-- Partitions were made by LIKE: their constraint is their own, too.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'login_trace'::regclass LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS login_trace_outcome_check', part);
  END LOOP;
END $$;
ALTER TABLE login_trace ADD CONSTRAINT login_trace_outcome_check
  CHECK (outcome IN ('issued', 'refused', 'waiting', 'reported'));
CREATE UNIQUE INDEX login_trace_reported ON login_trace (id, at) WHERE outcome = 'reported';
