-- Members (会員). Children are kept as dates of birth only: enough for "benefits that concern my children".

CREATE TABLE users (
    user_id                 bigint PRIMARY KEY CHECK (user_id > 0),
    programme               smallint NOT NULL DEFAULT 1 CHECK (programme IN (1, 2)),
    mail                    text NOT NULL CHECK (mail ~ '^[^@\s]{1,64}@[^@\s]{1,189}$'),
    password_hash           text CHECK (length(password_hash) <= 500),
    status                  text NOT NULL DEFAULT 'provisional'
                            CHECK (status IN ('provisional', 'active', 'suspended', 'withdrawn')),
    nickname                text NOT NULL DEFAULT '' CHECK (length(nickname) <= 50),
    birth_date              date CHECK (birth_date >= '1900-01-01'),
    children_birth_dates    date[] NOT NULL DEFAULT '{}' CHECK (cardinality(children_birth_dates) <= 20),
    postal_code             text NOT NULL DEFAULT '' CHECK (postal_code ~ '^([0-9]{3}-[0-9]{4})?$'),
    city                    text NOT NULL DEFAULT '' CHECK (length(city) <= 50),
    card_number             text UNIQUE CHECK (card_number ~ '^[0-9A-Z-]{4,30}$'),
    card_valid_until        date,
    push_device             text UNIQUE CHECK (length(push_device) BETWEEN 1 AND 500),
    push_wanted             boolean NOT NULL DEFAULT false,
    mail_wanted             boolean NOT NULL DEFAULT false,
    registration_digest     text UNIQUE CHECK (registration_digest ~ '^[0-9a-f]{64}$'),
    registration_expires_at timestamptz,
    last_login_at           timestamptz,
    created_at              timestamptz NOT NULL DEFAULT now(),
    updated_at              timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_registration_whole CHECK ((registration_digest IS NULL) = (registration_expires_at IS NULL))
);
CREATE UNIQUE INDEX users_mail ON users (lower(mail));
CREATE INDEX users_city ON users (city);
COMMENT ON TABLE users IS '会員（利用者）';
COMMENT ON COLUMN users.user_id IS '会員ID。users_counter で採番する';
COMMENT ON COLUMN users.programme IS '事業（1=まいど子（子育て）、2=縁ジョイ（結婚応援））';
COMMENT ON COLUMN users.mail IS 'メールアドレス（ログインに使う。大文字小文字を区別しない）';
COMMENT ON COLUMN users.password_hash IS 'パスワードのハッシュ（仮登録のあいだは空）';
COMMENT ON COLUMN users.status IS '状態（provisional=仮登録、active=本登録、suspended=停止、withdrawn=退会）';
COMMENT ON COLUMN users.nickname IS 'ニックネーム';
COMMENT ON COLUMN users.birth_date IS '本人の生年月日';
COMMENT ON COLUMN users.children_birth_dates IS '子どもの生年月日（お知らせの対象を選ぶため）';
COMMENT ON COLUMN users.postal_code IS '郵便番号（530-0001の形。不明は空）';
COMMENT ON COLUMN users.city IS '住んでいる市区町村名';
COMMENT ON COLUMN users.card_number IS '会員証の番号';
COMMENT ON COLUMN users.card_valid_until IS '会員証の有効期限';
COMMENT ON COLUMN users.push_device IS 'プッシュ通知の端末識別子';
COMMENT ON COLUMN users.push_wanted IS 'プッシュ通知を希望するか';
COMMENT ON COLUMN users.mail_wanted IS 'お知らせメールを希望するか';
COMMENT ON COLUMN users.registration_digest IS '本登録用リンクの鍵のSHA-256（鍵そのものは保存しない）';
COMMENT ON COLUMN users.registration_expires_at IS '本登録用リンクの期限';
COMMENT ON COLUMN users.last_login_at IS '最後にログインした日時';
COMMENT ON COLUMN users.created_at IS '登録日時';
COMMENT ON COLUMN users.updated_at IS '更新日時';

CREATE TABLE users_genre (
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    genre_kind text NOT NULL GENERATED ALWAYS AS ('genre') STORED,
    genre_code text NOT NULL,
    PRIMARY KEY (user_id, genre_code),
    FOREIGN KEY (genre_kind, genre_code) REFERENCES master (kind, code)
);
CREATE INDEX users_genre_code ON users_genre (genre_code);
COMMENT ON TABLE users_genre IS '会員が関心のあるジャンル';
COMMENT ON COLUMN users_genre.user_id IS '会員ID';
COMMENT ON COLUMN users_genre.genre_kind IS 'コードの種類（常にgenre。masterを参照するための列）';
COMMENT ON COLUMN users_genre.genre_code IS 'ジャンルのコード（master）';

CREATE TABLE users_tokuten (
    user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    tokuten_kind text NOT NULL GENERATED ALWAYS AS ('tokuten') STORED,
    tokuten_code text NOT NULL,
    PRIMARY KEY (user_id, tokuten_code),
    FOREIGN KEY (tokuten_kind, tokuten_code) REFERENCES master (kind, code)
);
CREATE INDEX users_tokuten_code ON users_tokuten (tokuten_code);
COMMENT ON TABLE users_tokuten IS '会員が希望する特典種別';
COMMENT ON COLUMN users_tokuten.user_id IS '会員ID';
COMMENT ON COLUMN users_tokuten.tokuten_kind IS 'コードの種類（常にtokuten。masterを参照するための列）';
COMMENT ON COLUMN users_tokuten.tokuten_code IS '特典種別のコード（master）';

CREATE TABLE users_favorite (
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    shop_id    bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, shop_id)
);
CREATE INDEX users_favorite_shop ON users_favorite (shop_id);
COMMENT ON TABLE users_favorite IS '会員のお気に入りの協賛店';
COMMENT ON COLUMN users_favorite.user_id IS '会員ID';
COMMENT ON COLUMN users_favorite.shop_id IS '協賛店ID';
COMMENT ON COLUMN users_favorite.created_at IS '登録日時';

CREATE TABLE users_counter (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_id    bigint NOT NULL DEFAULT 0 CHECK (last_id >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO users_counter DEFAULT VALUES;
COMMENT ON TABLE users_counter IS '会員IDの採番';
COMMENT ON COLUMN users_counter.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN users_counter.last_id IS '最後に使った会員ID';
COMMENT ON COLUMN users_counter.updated_at IS '最後に採番した日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON users, users_genre, users_tokuten, users_favorite TO passport_app;
GRANT SELECT, UPDATE (last_id, updated_at) ON users_counter TO passport_app;
