-- How a person proved who they are (amr, RFC 8176): "pwd" for a password of ours, otherwise what the upstream
-- said. Kept wherever acr is.
ALTER TABLE session ADD COLUMN amr text[] NOT NULL DEFAULT '{}';
ALTER TABLE authorization_code ADD COLUMN amr text[] NOT NULL DEFAULT '{}';
ALTER TABLE client_grant ADD COLUMN amr text[] NOT NULL DEFAULT '{}';

-- What a person's clients hold without a session ends with the account.
CREATE INDEX client_grant_offline ON client_grant (subject)
  WHERE session_hash IS NULL AND revoked_at IS NULL;

-- Logos are swept by their age.
CREATE INDEX client_logo_fetched_at ON client_logo (fetched_at);
