-- What a client may go on using without the person (offline_access): a grant of its own, which outlives the
-- session (session_hash is NULL) and carries what its session and its code knew.
ALTER TABLE client_grant
  ALTER COLUMN session_hash DROP NOT NULL,
  ADD COLUMN origin_hash     bytea, -- the session that it was given in: for sid, it keeps nothing alive
  ADD COLUMN code_hash       bytea, -- of the code it was born of, whose replay ends it
  ADD COLUMN upstream        text,
  ADD COLUMN upstream_issuer text,
  ADD COLUMN upstream_sub    text,
  ADD COLUMN upstream_sid    text,
  ADD COLUMN auth_time       timestamptz,
  ADD COLUMN acr             text,
  ADD COLUMN id_token_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN userinfo_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN resource        text,
  ADD CONSTRAINT client_grant_origin CHECK (
    session_hash IS NOT NULL OR (origin_hash IS NOT NULL AND auth_time IS NOT NULL));
CREATE INDEX client_grant_code ON client_grant (code_hash) WHERE code_hash IS NOT NULL;

-- The refresh tokens of an offline grant. Narrow, and no index on what a rotation changes: it is one update
-- within the page. No token is stored: a token says its generation and proves that it is ours.
CREATE TABLE refresh_family (
  grant_id     text PRIMARY KEY,
  client_id    text NOT NULL,
  issuer       text NOT NULL,
  generation   integer NOT NULL, -- of the token that was issued last; the first is 1
  rotated_at   timestamptz NOT NULL, -- when it was issued
  idle_seconds bigint NOT NULL,
  expires_at   timestamptz NOT NULL, -- whatever is used
  reused_at    timestamptz -- a token came a second time: the family is over
) WITH (fillfactor = 60);
CREATE INDEX refresh_family_expires_at ON refresh_family (expires_at);

-- Access tokens that were revoked by themselves (RFC 7009), until they would have ended.
CREATE TABLE revoked_token (
  id         text PRIMARY KEY, -- jti
  expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_token_expires_at ON revoked_token (expires_at);
