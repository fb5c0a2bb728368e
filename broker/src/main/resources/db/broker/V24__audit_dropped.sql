-- That events went, how many, and by which setting stands in what is left: nobody shortens the audit unseen.
-- Written in the transaction that drops them.
CREATE FUNCTION audit_days(today date, ahead int, keep int) RETURNS int
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  first date := today - keep;
  there bigint;
  gone bigint;
  dropped int;
BEGIN
  -- As partition_days takes it, but before counting: of two nodes one tells of them.
  PERFORM pg_advisory_xact_lock(hashtext('partition_days'), hashtext('audit_event'));
  SELECT count(*) INTO there FROM audit_event WHERE at < first;
  dropped := partition_days('audit_event', today, ahead, keep);
  SELECT there - count(*) INTO gone FROM audit_event WHERE at < first;
  IF gone > 0 THEN
    INSERT INTO audit_event (at, type, request_id, details) VALUES (now(), 'audit.dropped', 'maintenance',
      jsonb_build_object('events', gone, 'partitions', dropped, 'before', first, 'keep_days', keep));
  END IF;
  RETURN dropped;
END $$;
