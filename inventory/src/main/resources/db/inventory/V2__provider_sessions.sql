-- Whose session of the provider's it is, so that the provider can end it (back-channel logout).
ALTER TABLE session
  ADD COLUMN provider_issuer text,
  ADD COLUMN provider_sub    text,
  ADD COLUMN provider_sid    text;
CREATE INDEX session_provider_sub ON session (provider_sub) WHERE provider_sub IS NOT NULL;
CREATE INDEX session_provider_sid ON session (provider_sid) WHERE provider_sid IS NOT NULL;

-- Logout tokens that were used: none works twice. Durable; a token is refused by its age before its row goes.
CREATE TABLE spent_logout_token (
  id         text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX spent_logout_token_expires_at ON spent_logout_token (expires_at);
