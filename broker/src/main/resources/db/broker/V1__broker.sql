-- The broker's tables. Times are UTC. What a crash may forget is UNLOGGED or written with
-- synchronous_commit = off; forgetting one of those must refuse something, never allow it.

-- People. A subject is random, never derived from an upstream and never used again.
CREATE TABLE account (
  subject        text PRIMARY KEY,
  username       text NOT NULL,
  email          text,
  email_key      text, -- for comparison: made in Java, since lower() would fold foreign letters into ASCII
  email_verified boolean NOT NULL DEFAULT false,
  email_from     text, -- the upstream that gave it
  name           text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  last_login_at  timestamptz,
  disabled_at    timestamptz,
  deleted_at     timestamptz,
  CHECK (email IS NOT NULL OR NOT email_verified)
);
-- An address is held as verified by one account at most: linking can never have to choose.
CREATE UNIQUE INDEX account_verified_email ON account (email_key)
  WHERE email_verified AND deleted_at IS NULL;

-- Every user name that was ever given, by its NFKC-folded key: kept after deletion.
CREATE TABLE username (
  name_key text PRIMARY KEY,
  subject  text NOT NULL REFERENCES account
);

CREATE TABLE federated_identity (
  upstream      text NOT NULL,
  issuer        text NOT NULL,
  sub           text NOT NULL,
  subject       text NOT NULL REFERENCES account,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (upstream, issuer, sub)
);
CREATE INDEX federated_identity_subject ON federated_identity (subject);

CREATE TABLE local_credential (
  subject    text PRIMARY KEY REFERENCES account,
  hash       text NOT NULL, -- PHC string, argon2id
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE local_group (
  subject text NOT NULL REFERENCES account,
  name    text NOT NULL,
  PRIMARY KEY (subject, name)
);

-- Failed passwords: "account:<digest>", "address:<digest>", and "known:<digest>" for an account at an
-- address that it has logged in from before.
CREATE UNLOGGED TABLE login_throttle (
  key           text PRIMARY KEY,
  failures      integer NOT NULL,
  last_failure  timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
);
CREATE INDEX login_throttle_last_failure ON login_throttle (last_failure);

-- Private parts (PKCS #8) are sealed; kid is the RFC 7638 thumbprint of the public part.
CREATE TABLE signing_key (
  kid            text PRIMARY KEY,
  issuer         text NOT NULL,
  algorithm      text NOT NULL,
  state          text NOT NULL CHECK (state IN ('next', 'active', 'retired')),
  public_key     bytea NOT NULL, -- SubjectPublicKeyInfo
  sealed_private bytea NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  changed_at     timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (issuer, algorithm) WHERE state = 'active';

-- Keys for cookies and data at rest, themselves sealed under the master key; shared by all nodes.
-- The first of a purpose has period 0, later ones the day (since 1970) they are made for: of two
-- nodes that make one at once, the second inserts nothing.
CREATE TABLE sealing_key (
  id          text PRIMARY KEY,
  purpose     text NOT NULL CHECK (purpose IN ('cookie', 'rest', 'sector')),
  period      bigint NOT NULL,
  sealed_key  bytea NOT NULL,
  usable_from timestamptz NOT NULL, -- later than created_at: every node shall know it by then
  created_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (purpose, period)
);

CREATE TABLE session (
  id_hash           bytea PRIMARY KEY,
  subject           text NOT NULL REFERENCES account,
  upstream          text NOT NULL, -- 'local' for a password of ours
  upstream_issuer   text NOT NULL,
  upstream_sub      text NOT NULL,
  upstream_sid      text,
  auth_time         timestamptz NOT NULL,
  acr               text,
  sealed_identity   bytea NOT NULL,
  sealed_id_token   bytea,
  created_at        timestamptz NOT NULL DEFAULT now(),
  last_seen_at      timestamptz NOT NULL DEFAULT now(),
  expires_at        timestamptz NOT NULL,
  ended_at          timestamptz
);
CREATE INDEX session_upstream_sid ON session (upstream, upstream_sid) WHERE ended_at IS NULL;
CREATE INDEX session_upstream_sub ON session (upstream, upstream_sub) WHERE ended_at IS NULL;
CREATE INDEX session_subject ON session (subject) WHERE ended_at IS NULL;
CREATE INDEX session_expires_at ON session (expires_at);

-- Login attempts and logout states that were used: durable, so that none works twice. The row '' says
-- when this list began: what was issued before it is refused, since it may have been used in a list
-- that was lost. A restore writes that row anew.
CREATE TABLE spent_attempt (
  id         text PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  spent_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX spent_attempt_expires_at ON spent_attempt (expires_at);
INSERT INTO spent_attempt (id, expires_at) VALUES ('', 'infinity');

-- What one client was given in one session: the claims that scope mappings made, once.
-- "grant" is a reserved word.
CREATE TABLE client_grant (
  id               text PRIMARY KEY,
  session_hash     bytea NOT NULL,
  client_id        text NOT NULL,
  issuer           text NOT NULL,
  subject          text NOT NULL,
  scopes           text[] NOT NULL, -- granted so far in this session
  consented_scopes text[] NOT NULL DEFAULT '{}',
  claims           jsonb NOT NULL,
  mapping_versions jsonb NOT NULL,
  trace_id         text NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  expires_at       timestamptz NOT NULL,
  revoked_at       timestamptz
);
CREATE UNIQUE INDEX client_grant_live ON client_grant (session_hash, client_id, issuer)
  WHERE revoked_at IS NULL;
CREATE INDEX client_grant_expires_at ON client_grant (expires_at);

-- A crash forgets codes, and a forgotten code is refused.
CREATE UNLOGGED TABLE authorization_code (
  code_hash      bytea PRIMARY KEY,
  grant_id       text NOT NULL,
  client_id      text NOT NULL,
  issuer         text NOT NULL,
  redirect_uri   text NOT NULL,
  scopes         text[] NOT NULL,
  nonce          text,
  code_challenge text,
  auth_time      timestamptz NOT NULL,
  acr            text,
  expires_at     timestamptz NOT NULL,
  redeemed_at    timestamptz
);
CREATE INDEX authorization_code_expires_at ON authorization_code (expires_at);

-- Authorization requests too large for a cookie.
CREATE UNLOGGED TABLE pushed_request (
  id         text PRIMARY KEY,
  sealed     bytea NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pushed_request_expires_at ON pushed_request (expires_at);

-- How a grant's claims came about.
CREATE TABLE claim_trace (
  id         text NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  subject    text NOT NULL,
  sealed     bytea NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE claim_trace_default PARTITION OF claim_trace DEFAULT;

CREATE TABLE audit_event (
  id         bigint GENERATED ALWAYS AS IDENTITY,
  at         timestamptz NOT NULL,
  type       text NOT NULL,
  request_id text NOT NULL,
  subject    text,
  upstream   text,
  client     text,
  details    jsonb NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE INDEX audit_event_subject ON audit_event (subject, at);
CREATE INDEX audit_event_type ON audit_event (type, at);
