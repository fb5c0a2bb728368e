-- That days of the audit went, which, and by which setting stands in what is left: nobody shortens it unseen. Written
-- in the transaction that drops them, also for nodes of earlier releases, which call the same function. Events are not
-- counted: of a hundred million that would take longer than a statement may, and nothing would ever be dropped.
ALTER FUNCTION partition_days(text, date, int, int) RENAME TO drop_days;

CREATE FUNCTION partition_days(parent text, today date, ahead int, keep int) RETURNS int
LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
  first date := today - keep;
  oldest date;
  loose bigint;
  dropped int;
BEGIN
  IF parent <> 'audit_event' THEN
    RETURN drop_days(parent, today, ahead, keep);
  END IF;
  -- As drop_days takes it, but before looking: of two nodes one tells.
  PERFORM pg_advisory_xact_lock(hashtext('partition_days'), hashtext(parent));
  SELECT least(
      (SELECT min(to_date(right(c.relname, 8), 'YYYYMMDD')) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{8}$'),
      (SELECT min(at)::date FROM audit_event_default)) INTO oldest;
  -- drop_days deletes these one by one anyhow.
  SELECT count(*) INTO loose FROM audit_event_default WHERE at < first;
  dropped := drop_days(parent, today, ahead, keep);
  IF dropped + loose > 0 THEN
    INSERT INTO audit_event (at, type, request_id, details) VALUES (now(), 'audit.dropped', 'maintenance',
      jsonb_build_object('partitions', dropped, 'from', oldest, 'before', first, 'keep_days', keep));
  END IF;
  RETURN dropped;
END $$;
