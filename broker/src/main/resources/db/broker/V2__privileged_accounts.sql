-- When a login of this account was first given a privileged name, by whichever upstream. Never unset: an
-- account that was worth stealing once is not joined by e-mail alone.
ALTER TABLE account ADD COLUMN privileged_at timestamptz;
