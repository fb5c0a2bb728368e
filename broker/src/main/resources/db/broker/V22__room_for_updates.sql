-- What a login changes in rows that are there stands in no index: with room on its page a row is changed in
-- place (HOT), and no index is written.
ALTER TABLE account SET (fillfactor = 80);
ALTER TABLE session SET (fillfactor = 90);
ALTER TABLE client_grant SET (fillfactor = 80);
ALTER TABLE authorization_code SET (fillfactor = 60);

-- The last login is noted with the account, by the statement that makes the session. Nobody read this one.
ALTER TABLE federated_identity DROP COLUMN last_login_at;
