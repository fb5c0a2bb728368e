-- Client assertions that were used: durable, so that none works twice. The id is SHA-256 of client and
-- jti. The row without an id says when this list began: what was issued before it is refused, since it
-- may have been used in a list that was lost. A restore writes that row anew.
CREATE TABLE spent_assertion (
  id         bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  spent_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX spent_assertion_expires_at ON spent_assertion (expires_at);
INSERT INTO spent_assertion (id, expires_at) VALUES ('', 'infinity');
