-- Sessions that upstreams said have ended, for as long as a login of before may still come back: such a
-- login begins no session. One row for each logout token, so that a token sent again moves no time.
CREATE TABLE upstream_ending (
  notice     text PRIMARY KEY,
  upstream   text NOT NULL,
  issuer     text NOT NULL,
  sid        text,
  sub        text,
  ended_at   timestamptz NOT NULL, -- when we heard
  expires_at timestamptz NOT NULL
);
CREATE INDEX upstream_ending_sid ON upstream_ending (upstream, issuer, sid) WHERE sid IS NOT NULL;
CREATE INDEX upstream_ending_sub ON upstream_ending (upstream, issuer, sub) WHERE sub IS NOT NULL;
CREATE INDEX upstream_ending_expires_at ON upstream_ending (expires_at);

-- Always the one of "sub" before the one of "sid".
CREATE FUNCTION upstream_ending_lock(of_upstream text, of_issuer text, kind text, name text)
    RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended('upstream_ending ' || of_upstream || ' ' || of_issuer || ' ' || kind || ' ' || name, 0)
$$;

-- Whether a login that began at "since" is of a session that has ended at its upstream. A statement sees
-- the rows of its beginning; a VOLATILE function sees those of its own queries. So the order is: the locks,
-- which whoever writes an ending holds exclusively until that is committed, and only then the look.
CREATE FUNCTION upstream_has_ended(of_upstream text, of_issuer text, of_sid text, of_sub text,
    since timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(upstream_ending_lock(of_upstream, of_issuer, 'sub', of_sub));
  IF of_sid IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock_shared(upstream_ending_lock(of_upstream, of_issuer, 'sid', of_sid));
  END IF;
  RETURN EXISTS (
    SELECT FROM upstream_ending e
    WHERE e.upstream = of_upstream AND e.issuer = of_issuer AND e.ended_at > since
      AND (e.sub = of_sub AND (e.sid IS NULL OR of_sid IS NULL OR e.sid = of_sid)
        OR e.sub IS NULL AND e.sid = of_sid));
END $$;

CREATE FUNCTION note_upstream_ending(of_notice text, of_upstream text, of_issuer text, of_sid text,
    of_sub text, at timestamptz, until timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF of_sub IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(upstream_ending_lock(of_upstream, of_issuer, 'sub', of_sub));
  END IF;
  IF of_sid IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(upstream_ending_lock(of_upstream, of_issuer, 'sid', of_sid));
  END IF;
  INSERT INTO upstream_ending (notice, upstream, issuer, sid, sub, ended_at, expires_at)
    VALUES (of_notice, of_upstream, of_issuer, of_sid, of_sub, at, until) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- A token lets register at one issuer, and makes us fetch documents a bounded number of times, whether a
-- client comes of it or not.
ALTER TABLE initial_access_token ADD COLUMN issuer text NOT NULL DEFAULT 'root';
ALTER TABLE initial_access_token ALTER COLUMN issuer DROP DEFAULT;
ALTER TABLE initial_access_token ADD COLUMN fetches_left integer NOT NULL DEFAULT 5
  CHECK (fetches_left >= 0);
ALTER TABLE initial_access_token ALTER COLUMN fetches_left DROP DEFAULT;
