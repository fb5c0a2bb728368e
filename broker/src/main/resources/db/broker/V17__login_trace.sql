-- What each login and each denial found out and decided, one row for each request that added to it. By day,
-- so that old days are dropped and nothing is deleted row by row. Sealed under the data key of the account;
-- where nobody knew whose it was, under a key of the broker.
CREATE TABLE login_trace (
  id        text NOT NULL, -- of the login
  at        timestamptz NOT NULL,
  subject   text,
  upstream  text NOT NULL,
  client_id text NOT NULL,
  outcome   text NOT NULL CHECK (outcome IN ('issued', 'refused', 'waiting')),
  error     text NOT NULL,
  sealed    bytea NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX login_trace_id ON login_trace (id);
CREATE INDEX login_trace_subject ON login_trace (subject, at);

-- Which login a request belongs to: the id that an error page shows leads to it.
CREATE TABLE login_trace_request (
  request_id text NOT NULL,
  id         text NOT NULL,
  at         timestamptz NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX login_trace_request_id ON login_trace_request (request_id);

-- Takes what falls on a day without a partition: nothing is lost, and the next round puts it in its place.
CREATE TABLE login_trace_default PARTITION OF login_trace DEFAULT;
CREATE TABLE login_trace_request_default PARTITION OF login_trace_request DEFAULT;

-- Makes the partitions of today and the days ahead, and drops those of more than the days to keep ago; gives
-- how many it dropped. Of several nodes one works, and the others find it done.
CREATE FUNCTION login_trace_days(today date, ahead int, keep int) RETURNS int
LANGUAGE plpgsql SET lock_timeout = '5s' SET timezone = 'UTC' AS $$
DECLARE
  parent text;
  part text;
  day date;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('login_trace_days'), 0);
  FOREACH parent IN ARRAY ARRAY['login_trace', 'login_trace_request'] LOOP
    FOR n IN 0..ahead LOOP
      day := today + n;
      part := parent || to_char(day, '_YYYYMMDD');
      IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
        EXECUTE format('WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *)'
          || ' INSERT INTO %I SELECT * FROM moved', parent || '_default', day, day + 1, part);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
          parent, part, day, day + 1);
      END IF;
    END LOOP;
    EXECUTE format('DELETE FROM %I WHERE at < %L', parent || '_default', today - keep);
    FOR part IN
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{8}$'
        AND right(c.relname, 8) < to_char(today - keep, 'YYYYMMDD')
    LOOP
      EXECUTE format('DROP TABLE %I', part);
      dropped := dropped + 1;
    END LOOP;
  END LOOP;
  RETURN dropped;
END $$;

-- What it replaces told less, and no document of it can be made into one of these: grants that are live now
-- are explained again from their next login on.
DROP TABLE claim_trace;
