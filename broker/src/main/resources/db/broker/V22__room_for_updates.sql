-- What a login changes in rows that are there stands in no index: with room on its page a row is changed in
-- place (HOT), and no index is written.
ALTER TABLE account SET (fillfactor = 80);
ALTER TABLE session SET (fillfactor = 90);
ALTER TABLE client_grant SET (fillfactor = 80);
ALTER TABLE authorization_code SET (fillfactor = 60);

-- federated_identity.last_login_at is written by nodes of earlier releases only: it goes in a later one.
