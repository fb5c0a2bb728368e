-- An index with a condition fits every statement that names the condition, also without any of its columns.
-- While a table is empty, reading all of such an index looks as cheap as the key, and the plan that is made
-- then stays with the connection: a login read every session there was, for the first minutes of an
-- installation. So the conditions go; what ended is swept anyway.
DROP INDEX session_upstream_sid;
DROP INDEX session_upstream_sub;
DROP INDEX session_subject;
CREATE INDEX session_upstream_sid ON session (upstream, upstream_sid);
CREATE INDEX session_upstream_sub ON session (upstream, upstream_sub);
CREATE INDEX session_subject ON session (subject);

DROP INDEX client_grant_client;
CREATE INDEX client_grant_client ON client_grant (client_id);

-- Here the condition decides what is unique. It has a name of its own: statements that want this index say
-- "live", those by id say "revoked_at IS NULL".
ALTER TABLE client_grant ADD COLUMN live boolean NOT NULL GENERATED ALWAYS AS (revoked_at IS NULL) STORED;
DROP INDEX client_grant_live;
CREATE UNIQUE INDEX client_grant_live ON client_grant (session_hash, client_id, issuer) WHERE live;
