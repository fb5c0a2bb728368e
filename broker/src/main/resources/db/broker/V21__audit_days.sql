-- Audit events by day too, as traces are: old days are dropped, and nothing is deleted row by row.

-- Makes the partitions of today, of the days ahead, and of days whose rows came while they had none (nothing made
-- them in time: a node that was off for weeks, a lock that others held); drops those of more than the days to keep
-- ago, and tells how many. Of several nodes one works, and the others find it done.
CREATE FUNCTION partition_days(parent text, today date, ahead int, keep int) RETURNS int
LANGUAGE plpgsql SET lock_timeout = '0' SET timezone = 'UTC' AS $$
DECLARE
  rest text := parent || '_default';
  first date := today - keep;
  part text;
  day date;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('partition_days'), hashtext(parent));
  SET LOCAL lock_timeout = '1s';
  EXECUTE format('DELETE FROM %I WHERE at < %L', rest, first);
  FOR day IN EXECUTE format('SELECT at::date FROM %I UNION SELECT %L::date + n FROM generate_series(0, %s) n ORDER BY 1',
      rest, today, ahead) LOOP
    part := parent || to_char(day, '_YYYYMMDD');
    IF to_regclass(part) IS NULL THEN
      -- What would be written into it meanwhile waits, and fails: only a day that nobody made in time is hit.
      EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', rest);
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING IDENTITY)', part, parent);
      EXECUTE format('WITH moved AS (DELETE FROM %I WHERE at >= %L AND at < %L RETURNING *)'
        || ' INSERT INTO %I SELECT * FROM moved', rest, day, day + 1, part);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        parent, part, day, day + 1);
    END IF;
  END LOOP;
  BEGIN
    FOR part IN
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{8}$'
        AND right(c.relname, 8) < to_char(first, 'YYYYMMDD')
    LOOP
      EXECUTE format('DROP TABLE %I', part);
      dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
  EXCEPTION WHEN lock_not_available THEN
    -- Somebody reads for long, a backup perhaps, and whoever writes would wait behind us: the next round drops them.
    RETURN 0;
  END;
END $$;

-- login_trace_days is called by nodes of earlier releases only: it goes in a later one.

-- Counted in one pass over the table, whatever a connection is set to that takes everything else by its key.
CREATE FUNCTION live_sessions(moment timestamptz) RETURNS bigint LANGUAGE sql STABLE
SET enable_seqscan = on SET enable_bitmapscan = on AS $$
  SELECT count(*) FROM session WHERE ended_at IS NULL AND expires_at > moment
$$;

-- What there is goes to its days in one pass.
ALTER TABLE audit_event DETACH PARTITION audit_event_default;
ALTER TABLE audit_event_default RENAME TO audit_event_before;
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
DO $$
DECLARE
  day date;
BEGIN
  SET LOCAL timezone = 'UTC';
  FOR day IN SELECT DISTINCT at::date FROM audit_event_before LOOP
    PERFORM partition_days('audit_event', day, 0, 36500);
  END LOOP;
END $$;
INSERT INTO audit_event OVERRIDING SYSTEM VALUE SELECT * FROM audit_event_before;
DROP TABLE audit_event_before;
