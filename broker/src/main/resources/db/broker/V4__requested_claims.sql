-- What a request asked for by name (OpenID Connect Core §5.5), and the resource that its access tokens
-- are for (RFC 8707). Codes live for a minute: those that are there ask for nothing.
ALTER TABLE authorization_code
  ADD COLUMN id_token_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN userinfo_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN resource        text;
