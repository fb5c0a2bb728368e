-- A version is named by 22 characters of the hash of all its texts, tests included; those of before keep their
-- twelve, since traces and grants name them.
ALTER TABLE mapping_version DROP CONSTRAINT mapping_version_version_check;
ALTER TABLE mapping_version ADD CONSTRAINT mapping_version_version_check
  CHECK (version ~ '^([A-Za-z0-9_-]{12}|[A-Za-z0-9_-]{22})$');
ALTER TABLE mapping_draft DROP CONSTRAINT mapping_draft_version_check;
ALTER TABLE mapping_draft ADD CONSTRAINT mapping_draft_version_check
  CHECK (version ~ '^([A-Za-z0-9_-]{12}|[A-Za-z0-9_-]{22})$');

-- What a canary found is of use for some weeks, also where its draft is never published nor deleted.
ALTER TABLE mapping_canary_difference ADD COLUMN expires_at timestamptz;
UPDATE mapping_canary_difference SET expires_at = at + interval '30 days';
ALTER TABLE mapping_canary_difference ALTER COLUMN expires_at SET NOT NULL,
  ALTER COLUMN expires_at SET DEFAULT now() + interval '30 days'; -- for nodes of an earlier release
CREATE INDEX mapping_canary_difference_expires_at ON mapping_canary_difference (expires_at);
