-- The inventory: people and how they log in, then what is inventoried, then who changed what.

CREATE TABLE app_user (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username       text NOT NULL CHECK (char_length(username) BETWEEN 1 AND 150),
  -- NFKC, case folded: two people never have names that look the same.
  username_key   text NOT NULL UNIQUE,
  first_name     text NOT NULL DEFAULT '' CHECK (char_length(first_name) <= 150),
  last_name      text NOT NULL DEFAULT '' CHECK (char_length(last_name) <= 150),
  email          text NOT NULL DEFAULT '' CHECK (char_length(email) <= 254),
  -- Said by the provider or vouched for by the operator; only then may a login be linked by it.
  email_verified boolean NOT NULL DEFAULT false,
  -- argon2id in PHC form; NULL: this account has no local password.
  password       text,
  is_active      boolean NOT NULL DEFAULT true,
  is_staff       boolean NOT NULL DEFAULT false,
  is_superuser   boolean NOT NULL DEFAULT false,
  date_joined    timestamptz NOT NULL DEFAULT now(),
  last_login     timestamptz
);
CREATE INDEX app_user_email ON app_user (lower(email)) WHERE email <> '';

CREATE TABLE user_group (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 150)
);

CREATE TABLE membership (
  user_id  bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  group_id bigint NOT NULL REFERENCES user_group ON DELETE CASCADE,
  PRIMARY KEY (user_id, group_id)
);
CREATE INDEX membership_group ON membership (group_id);

CREATE TABLE federated_identity (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  user_id   bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  linked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject),
  -- A second person at the same provider never shares an account.
  UNIQUE (user_id, issuer)
);

-- Sessions and one-time values are found by SHA-256; the value itself is in the browser only.
CREATE TABLE session (
  id_hash      bytea PRIMARY KEY,
  user_id      bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  method       text NOT NULL CHECK (method IN ('local', 'sso')),
  -- Sealed under a key made from the session id: this table alone does not open it.
  id_token     bytea,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expires ON session (expires_at);

-- Unlogged: after a crash a login that was under way starts again.
CREATE UNLOGGED TABLE pending_login (
  state_hash   bytea PRIMARY KEY,
  browser_hash bytea NOT NULL,
  address      text NOT NULL,
  pending      jsonb NOT NULL,
  next         text NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX pending_login_address ON pending_login (address);
CREATE INDEX pending_login_expires ON pending_login (expires_at);

CREATE TABLE login_attempt (
  -- SHA-256 of account, address or both: what was typed as a name may be a password.
  key      text PRIMARY KEY,
  attempts integer NOT NULL,
  last_at  timestamptz NOT NULL
);

CREATE TABLE api_token (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       bigint NOT NULL REFERENCES app_user ON DELETE CASCADE,
  key_hash      bytea NOT NULL UNIQUE,
  description   text NOT NULL DEFAULT '',
  write_enabled boolean NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz,
  last_used_at  timestamptz
);
CREATE INDEX api_token_user ON api_token (user_id);

CREATE TABLE dcim_site (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  slug         text NOT NULL CONSTRAINT dcim_site_slug_unique UNIQUE CHECK (slug ~ '^[-a-z0-9_]{1,100}$'),
  status       text NOT NULL CHECK (status IN ('planned', 'staging', 'active', 'decommissioning', 'retired')),
  region       text CHECK (char_length(region) <= 100),
  facility     text CHECK (char_length(facility) <= 50),
  description  text CHECK (char_length(description) <= 200),
  comments     text CHECK (char_length(comments) <= 10000),
  version      integer NOT NULL DEFAULT 1,
  created      timestamptz NOT NULL DEFAULT now(),
  last_updated timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX dcim_site_name_unique ON dcim_site (lower(name));

CREATE TABLE dcim_rack (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id      bigint NOT NULL CONSTRAINT dcim_rack_site REFERENCES dcim_site ON DELETE RESTRICT,
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  status       text NOT NULL CHECK (status IN ('reserved', 'available', 'planned', 'active', 'deprecated')),
  u_height     integer NOT NULL CHECK (u_height BETWEEN 1 AND 100),
  serial       text CHECK (char_length(serial) <= 50),
  asset_tag    text CONSTRAINT dcim_rack_asset_tag_unique UNIQUE CHECK (char_length(asset_tag) <= 50),
  description  text CHECK (char_length(description) <= 200),
  comments     text CHECK (char_length(comments) <= 10000),
  version      integer NOT NULL DEFAULT 1,
  created      timestamptz NOT NULL DEFAULT now(),
  last_updated timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dcim_rack_name_unique UNIQUE (site_id, name),
  -- What a device in a rack refers to: a rack never leaves its site with devices inside.
  UNIQUE (id, site_id)
);

CREATE TABLE dcim_device (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site_id      bigint NOT NULL CONSTRAINT dcim_device_site REFERENCES dcim_site ON DELETE RESTRICT,
  rack_id      bigint,
  name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
  role         text NOT NULL CHECK (char_length(role) BETWEEN 1 AND 100),
  status       text NOT NULL CHECK (status IN
                 ('offline', 'active', 'planned', 'staged', 'failed', 'inventory', 'decommissioning')),
  "position"   numeric(4,1) CHECK ("position" >= 1 AND "position" * 2 = trunc("position" * 2)),
  u_height     numeric(3,1) NOT NULL CHECK (u_height BETWEEN 0.5 AND 50 AND u_height * 2 = trunc(u_height * 2)),
  face         text CHECK (face IN ('front', 'rear')),
  serial       text CHECK (char_length(serial) <= 50),
  asset_tag    text CONSTRAINT dcim_device_asset_tag_unique UNIQUE CHECK (char_length(asset_tag) <= 50),
  description  text CHECK (char_length(description) <= 200),
  comments     text CHECK (char_length(comments) <= 10000),
  version      integer NOT NULL DEFAULT 1,
  created      timestamptz NOT NULL DEFAULT now(),
  last_updated timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dcim_device_name_unique UNIQUE (site_id, name),
  CONSTRAINT dcim_device_rack_of_site FOREIGN KEY (rack_id, site_id)
    REFERENCES dcim_rack (id, site_id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT dcim_device_position_needs_rack
    CHECK ("position" IS NULL OR (rack_id IS NOT NULL AND face IS NOT NULL)),
  -- Two devices never share a half unit of one face. Rack and face are folded into the range (a
  -- rack has under 1000 half units), so that no extension is needed.
  CONSTRAINT dcim_device_space_taken EXCLUDE USING gist (
    int8range(
      (rack_id * 2 + (face = 'rear')::int) * 1000 + ("position" * 2)::bigint,
      (rack_id * 2 + (face = 'rear')::int) * 1000 + (("position" + u_height) * 2)::bigint) WITH &&)
    WHERE ("position" IS NOT NULL)
);
CREATE INDEX dcim_device_rack ON dcim_device (rack_id);
CREATE INDEX dcim_device_status ON dcim_device (status);

-- The lock on the rack's row orders a device being put in against the rack being shortened.
CREATE FUNCTION dcim_device_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  height integer;
BEGIN
  IF NEW."position" IS NOT NULL THEN
    SELECT u_height INTO height FROM dcim_rack WHERE id = NEW.rack_id FOR SHARE;
    IF NEW."position" + NEW.u_height > height + 1 THEN
      RAISE EXCEPTION 'device reaches beyond the top of its rack'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'dcim_device_fits_rack';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dcim_device_fits BEFORE INSERT OR UPDATE ON dcim_device
  FOR EACH ROW EXECUTE FUNCTION dcim_device_fits();

CREATE FUNCTION dcim_rack_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.u_height < OLD.u_height AND EXISTS (
      SELECT FROM dcim_device d
      WHERE d.rack_id = NEW.id AND d."position" + d.u_height > NEW.u_height + 1) THEN
    RAISE EXCEPTION 'a device stands above the new top of the rack'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dcim_rack_holds_devices';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dcim_rack_holds BEFORE UPDATE ON dcim_rack
  FOR EACH ROW EXECUTE FUNCTION dcim_rack_holds();

-- Written in the statement that makes the change. The user's name is kept: it outlives the account.
CREATE TABLE object_change (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT now(),
  user_id    bigint REFERENCES app_user ON DELETE SET NULL,
  username   text NOT NULL,
  request_id text NOT NULL,
  action     text NOT NULL CHECK (action IN ('create', 'update', 'delete')),
  model      text NOT NULL,
  object_id  bigint NOT NULL,
  display    text NOT NULL,
  before     jsonb,
  after      jsonb
);
CREATE INDEX object_change_object ON object_change (model, object_id, id);
