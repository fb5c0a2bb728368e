-- A login of somebody who is signed in says in its code which trace it is told by, and no longer in the
-- grant: it writes nothing but the code.
ALTER TABLE authorization_code ADD COLUMN trace_id text;
