-- One key for each account, for what is kept of its logins (recordings, traces); sealed under the key of
-- data at rest. Whoever forgets the account deletes the row: what it sealed is unreadable from then on,
-- in every copy of those tables.
CREATE TABLE account_data_key (
  subject    text PRIMARY KEY REFERENCES account,
  sealed     bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- For the sweep that finds keys of accounts that were deleted while their key was made.
CREATE INDEX account_deleted ON account (subject) WHERE deleted_at IS NOT NULL;
