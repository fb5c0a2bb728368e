-- What providers last said of people, kept where the configuration says so, to try mappings on. Sealed under
-- the data key of the account: unreadable once the account is forgotten.
CREATE TABLE login_recording (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  upstream    text NOT NULL,
  issuer      text NOT NULL,
  sub         text NOT NULL,
  client_id   text NOT NULL,
  subject     text NOT NULL,
  recorded_at timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  sealed      bytea NOT NULL
);
CREATE INDEX login_recording_of ON login_recording (upstream, issuer, sub, client_id, id);
CREATE INDEX login_recording_subject ON login_recording (subject);
CREATE INDEX login_recording_expires_at ON login_recording (expires_at);
