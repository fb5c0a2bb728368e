-- A login of somebody who is signed in says in its code which trace it is told by, and no longer in the
-- grant: it writes nothing but the code.
ALTER TABLE authorization_code ADD COLUMN trace_id text;

-- Sealed bytes cannot be compressed, so it is not tried.
ALTER TABLE session ALTER COLUMN sealed_identity SET STORAGE EXTERNAL;
ALTER TABLE session ALTER COLUMN sealed_id_token SET STORAGE EXTERNAL;
ALTER TABLE login_recording ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE login_trace ALTER COLUMN sealed SET STORAGE EXTERNAL;
