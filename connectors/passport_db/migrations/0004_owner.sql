-- Accounts of shop owners (協賛店ユーザ).

CREATE TABLE owner (
    owner_id                bigint PRIMARY KEY CHECK (owner_id > 0),
    mail                    text NOT NULL CHECK (mail ~ '^[^@\s]{1,64}@[^@\s]{1,189}$'),
    password_hash           text CHECK (length(password_hash) <= 500),
    status                  text NOT NULL DEFAULT 'provisional' CHECK (status IN ('provisional', 'active', 'suspended')),
    name                    text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
    name_kana               text NOT NULL DEFAULT '' CHECK (length(name_kana) <= 100),
    company_name            text NOT NULL DEFAULT '' CHECK (length(company_name) <= 200),
    tel                     text NOT NULL DEFAULT '' CHECK (tel ~ '^[0-9-]{0,20}$'),
    registration_digest     text UNIQUE CHECK (registration_digest ~ '^[0-9a-f]{64}$'),
    registration_expires_at timestamptz,
    last_login_at           timestamptz,
    created_at              timestamptz NOT NULL DEFAULT now(),
    updated_at              timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT owner_registration_whole CHECK ((registration_digest IS NULL) = (registration_expires_at IS NULL))
);
CREATE UNIQUE INDEX owner_mail ON owner (lower(mail));
COMMENT ON TABLE owner IS '協賛店ユーザ（店舗の担当者）';
COMMENT ON COLUMN owner.owner_id IS '協賛店ユーザID。owner_counter で採番する';
COMMENT ON COLUMN owner.mail IS 'メールアドレス（ログインに使う。大文字小文字を区別しない）';
COMMENT ON COLUMN owner.password_hash IS 'パスワードのハッシュ（仮登録のあいだは空）';
COMMENT ON COLUMN owner.status IS '状態（provisional=仮登録、active=本登録、suspended=停止）';
COMMENT ON COLUMN owner.name IS '担当者の氏名';
COMMENT ON COLUMN owner.name_kana IS '担当者の氏名のかな';
COMMENT ON COLUMN owner.company_name IS '会社・団体名';
COMMENT ON COLUMN owner.tel IS '担当者の電話番号';
COMMENT ON COLUMN owner.registration_digest IS '本登録用リンクの鍵のSHA-256（鍵そのものは保存しない）';
COMMENT ON COLUMN owner.registration_expires_at IS '本登録用リンクの期限';
COMMENT ON COLUMN owner.last_login_at IS '最後にログインした日時';
COMMENT ON COLUMN owner.created_at IS '登録日時';
COMMENT ON COLUMN owner.updated_at IS '更新日時';

CREATE TABLE owner_shop (
    owner_id   bigint NOT NULL REFERENCES owner ON DELETE CASCADE,
    shop_id    bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, shop_id)
);
CREATE INDEX owner_shop_shop ON owner_shop (shop_id);
COMMENT ON TABLE owner_shop IS '協賛店ユーザが管理する協賛店';
COMMENT ON COLUMN owner_shop.owner_id IS '協賛店ユーザID';
COMMENT ON COLUMN owner_shop.shop_id IS '協賛店ID';
COMMENT ON COLUMN owner_shop.created_at IS '結び付けた日時';

CREATE TABLE owner_counter (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_id    bigint NOT NULL DEFAULT 0 CHECK (last_id >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO owner_counter DEFAULT VALUES;
COMMENT ON TABLE owner_counter IS '協賛店ユーザIDの採番';
COMMENT ON COLUMN owner_counter.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN owner_counter.last_id IS '最後に使った協賛店ユーザID';
COMMENT ON COLUMN owner_counter.updated_at IS '最後に採番した日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON owner, owner_shop TO passport_app;
GRANT SELECT, UPDATE (last_id, updated_at) ON owner_counter TO passport_app;
