-- How a person proved who they are (amr, RFC 8176): "pwd" for a password of ours, otherwise what the upstream
-- said. Kept wherever acr is.
ALTER TABLE session ADD COLUMN amr text[] NOT NULL DEFAULT '{}';
ALTER TABLE authorization_code ADD COLUMN amr text[] NOT NULL DEFAULT '{}';
ALTER TABLE client_grant ADD COLUMN amr text[] NOT NULL DEFAULT '{}';

-- Logos are swept by their age.
CREATE INDEX client_logo_fetched_at ON client_logo (fetched_at);
