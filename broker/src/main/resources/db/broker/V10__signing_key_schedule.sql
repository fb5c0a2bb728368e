-- The life of a signing key: next (published) -> active (signs) -> retired (verifies). A revoked key
-- stays for a while as a row without any key, for those who ask what became of it. Times are those of
-- the database, so that no node's clock decides.
ALTER TABLE signing_key
  ADD COLUMN proof         bytea,       -- the public part, sealed: shows that we made it when the private part is gone
  ADD COLUMN activate_at   timestamptz, -- of a next key
  ADD COLUMN publish_until timestamptz, -- of a retired key: until the last token that it signed has ended
  ADD COLUMN verify_until  timestamptz; -- of a retired key: old id_tokens still count as hints until then

UPDATE signing_key SET activate_at = now() + interval '1 day' WHERE state = 'next';
UPDATE signing_key
SET publish_until = now() + interval '2 days', verify_until = now() + interval '90 days'
WHERE state = 'retired';

ALTER TABLE signing_key
  DROP CONSTRAINT signing_key_state_check,
  ADD CONSTRAINT signing_key_state_check CHECK (
    CASE state
      WHEN 'next' THEN activate_at IS NOT NULL
      WHEN 'active' THEN true
      WHEN 'retired' THEN publish_until IS NOT NULL AND verify_until IS NOT NULL
      WHEN 'revoked' THEN sealed_private = '' AND proof IS NULL
      ELSE false
    END);
CREATE UNIQUE INDEX signing_key_one_next ON signing_key (issuer, algorithm) WHERE state = 'next';

-- What nodes ask for every few seconds: another number means that keys changed. The trigger sees to it,
-- so that no statement can forget.
CREATE TABLE signing_key_version (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version   bigint NOT NULL
);
INSERT INTO signing_key_version (version) VALUES (1);

CREATE FUNCTION signing_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE signing_key_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER signing_key_changed AFTER INSERT OR UPDATE OR DELETE ON signing_key
  FOR EACH ROW EXECUTE FUNCTION signing_key_changed();
