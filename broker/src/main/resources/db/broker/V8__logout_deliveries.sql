-- A new login of the same person in the same browser continues their session: applications that joined
-- before it must still hear when the last one ends. The line is the id_hash of the first of them.
ALTER TABLE session ADD COLUMN line bytea;
UPDATE session SET line = id_hash;
CREATE INDEX session_line ON session (line);

-- Grants of a session, revoked ones too: their clients took part (client_grant_live has the others).
CREATE INDEX client_grant_revoked ON client_grant (session_hash) WHERE revoked_at IS NOT NULL;

-- Which applications must hear that a session has ended, and whether they did. Written by the statement
-- that ends the session. Address, sid and sub are made when a logout token is sent, of what the client
-- is then: here stands what was sent last.
CREATE TABLE logout_delivery (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ending       text NOT NULL, -- the same for all that one event ended
  session_hash bytea NOT NULL, -- of the session in which the client was last given something
  subject      text NOT NULL,
  client_id    text NOT NULL,
  issuer       text NOT NULL,
  sid          text,
  sub          text,
  uri          text,
  state        text NOT NULL DEFAULT 'pending'
               CHECK (state IN ('pending', 'acknowledged', 'refused', 'unreachable', 'untold')),
  attempts     integer NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL, -- of what is under way: when another node may take it
  last_status  text,
  created_at   timestamptz NOT NULL,
  done_at      timestamptz
);
CREATE INDEX logout_delivery_due ON logout_delivery (client_id, next_at) WHERE state = 'pending';
CREATE INDEX logout_delivery_ending ON logout_delivery (ending);
CREATE INDEX logout_delivery_created_at ON logout_delivery (created_at);
