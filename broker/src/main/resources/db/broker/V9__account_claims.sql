-- Standard claims of local accounts beside name and e-mail (OpenID Connect Core §5.1); updated_at is
-- in seconds since 1970. They go with the password when an account is deleted.
ALTER TABLE local_credential ADD COLUMN claims jsonb NOT NULL DEFAULT '{}';
