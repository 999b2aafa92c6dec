-- The hub's own schema and the record of migrations. The roles exist already: only an administrator can make them.
-- Rules for every file here: it runs in one transaction of the owner while the hub serves, so it only adds what the
-- running program does not mind; the application role gets exactly the rights named next to each table.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'passport_app') THEN
        RAISE EXCEPTION 'the application role passport_app does not exist'
            USING HINT = 'config/deploy/roles.sql makes both roles and the database';
    END IF;
END
$$;

CREATE SCHEMA hub;
COMMENT ON SCHEMA hub IS 'Passport Hub 自身の表。パスポート事業の25表は public にある';

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public, hub TO passport_app;

CREATE TABLE hub.migration (
    number     integer PRIMARY KEY CHECK (number > 0),
    name       text NOT NULL,
    checksum   text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE hub.migration IS '適用済みのスキーマ移行';
COMMENT ON COLUMN hub.migration.number IS '移行の番号';
COMMENT ON COLUMN hub.migration.name IS '移行の名前';
COMMENT ON COLUMN hub.migration.checksum IS '適用したSQLのSHA-256。後から書き換えられていないことの確認に使う';
COMMENT ON COLUMN hub.migration.applied_at IS '適用日時';

GRANT SELECT ON hub.migration TO passport_app;

-- What only the owner may do must not become everybody's right by default.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
