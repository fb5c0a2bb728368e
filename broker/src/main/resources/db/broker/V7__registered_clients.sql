-- Clients that registered themselves (RFC 7591). Ids are random and never used again.
CREATE TABLE registered_client (
  id                  text PRIMARY KEY,
  issuer              text NOT NULL, -- name of the issuer that it registered at: the only one it may use
  metadata            jsonb NOT NULL, -- as registered: no secret stands in it
  secret_hash         text, -- SHA-256, base64url
  secret_sealed       bytea, -- only where a MAC must be checked
  older_secret_hash   text, -- the one before, while it is exchanged
  older_secret_sealed bytea,
  access_token_hash   bytea NOT NULL, -- of the registration access token
  software_id         text,
  revision            integer NOT NULL DEFAULT 1,
  created_at          timestamptz NOT NULL DEFAULT now(),
  updated_at          timestamptz NOT NULL DEFAULT now(),
  expires_at          timestamptz
);
CREATE INDEX registered_client_expires_at ON registered_client (expires_at) WHERE expires_at IS NOT NULL;

-- What allows to register; kept after its end until it expires, so that it can be told who used it.
CREATE TABLE initial_access_token (
  id         text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  note       text NOT NULL DEFAULT '',
  uses_left  integer NOT NULL CHECK (uses_left >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX initial_access_token_expires_at ON initial_access_token (expires_at);

-- Logos of clients, as we drew them anew; png is NULL where it could not be had.
CREATE TABLE client_logo (
  client_id  text PRIMARY KEY,
  source     text NOT NULL,
  png        bytea,
  fetched_at timestamptz NOT NULL
);

-- The grants of a client end with it.
CREATE INDEX client_grant_client ON client_grant (client_id) WHERE revoked_at IS NULL;
