-- Published sponsor shops (協賛店).

CREATE TABLE shop (
    shop_id             bigint PRIMARY KEY CHECK (shop_id > 0),
    programme           smallint NOT NULL CHECK (programme IN (1, 2)),
    name                text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_kana           text NOT NULL DEFAULT '' CHECK (length(name_kana) <= 200),
    postal_code         text NOT NULL DEFAULT '' CHECK (postal_code ~ '^([0-9]{3}-[0-9]{4})?$'),
    address             text NOT NULL DEFAULT '' CHECK (length(address) <= 300),
    city                text NOT NULL DEFAULT '' CHECK (length(city) <= 50),
    tel                 text NOT NULL DEFAULT '' CHECK (tel ~ '^[0-9-]{0,20}$'),
    url                 text NOT NULL DEFAULT '' CHECK (url = '' OR url ~ '^https?://' AND length(url) <= 1000),
    comment             text NOT NULL DEFAULT '' CHECK (length(comment) <= 4000),
    opening_hours       text NOT NULL DEFAULT '' CHECK (length(opening_hours) <= 1000),
    closed_days         text NOT NULL DEFAULT '' CHECK (length(closed_days) <= 1000),
    lat                 double precision CHECK (lat BETWEEN -90 AND 90),
    lng                 double precision CHECK (lng BETWEEN -180 AND 180),
    position_source     text CHECK (position_source IN ('own_list', 'owner_pin', 'gazetteer', 'google')),
    position_taken_at   timestamptz,
    position_expires_at timestamptz,
    is_chain            boolean NOT NULL DEFAULT false,
    status              text NOT NULL DEFAULT 'public' CHECK (status IN ('public', 'hidden')),
    hidden_reason       text CHECK (hidden_reason IN ('staff', 'owner', 'import')),
    published_from      timestamptz,
    published_until     timestamptz,
    source              text NOT NULL CHECK (source ~ '^[a-z0-9_]{1,50}$'),
    source_key          text NOT NULL CHECK (length(source_key) BETWEEN 1 AND 200),
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (source, source_key),
    CONSTRAINT shop_position_whole CHECK ((lat IS NULL) = (lng IS NULL) AND (lat IS NULL) = (position_source IS NULL)),
    -- Google's terms: coordinates may be kept for at most 30 days.
    CONSTRAINT shop_google_position_expires CHECK (
        position_source IS DISTINCT FROM 'google'
        OR (position_taken_at IS NOT NULL AND position_expires_at IS NOT NULL
            AND position_expires_at - position_taken_at <= interval '30 days')),
    CONSTRAINT shop_hidden_reason_fits CHECK (hidden_reason IS NULL OR status = 'hidden'),
    CONSTRAINT shop_published_in_order CHECK (published_from < published_until)
);
CREATE INDEX shop_city ON shop (city);
CREATE INDEX shop_updated_at ON shop (updated_at);
-- Moments at which the public data changes by itself; see hub.catalog_version_now.
CREATE INDEX shop_published_from ON shop (published_from) WHERE published_from IS NOT NULL;
CREATE INDEX shop_published_until ON shop (published_until) WHERE published_until IS NOT NULL;
CREATE INDEX shop_position_expires_at ON shop (position_expires_at) WHERE position_expires_at IS NOT NULL;

COMMENT ON TABLE shop IS '協賛店（公開されている店舗情報）';
COMMENT ON COLUMN shop.shop_id IS '協賛店ID。shop_counter で採番する';
COMMENT ON COLUMN shop.programme IS '事業（1=まいど子（子育て）、2=縁ジョイ（結婚応援））';
COMMENT ON COLUMN shop.name IS '店舗名';
COMMENT ON COLUMN shop.name_kana IS '店舗名のかな';
COMMENT ON COLUMN shop.postal_code IS '郵便番号（530-0001の形。不明は空）';
COMMENT ON COLUMN shop.address IS '所在地';
COMMENT ON COLUMN shop.city IS '市区町村名（政令指定都市は区まで）';
COMMENT ON COLUMN shop.tel IS '電話番号（数字とハイフン。非公開は空）';
COMMENT ON COLUMN shop.url IS '店舗のウェブサイト';
COMMENT ON COLUMN shop.comment IS '店舗からのコメント（自由記述）';
COMMENT ON COLUMN shop.opening_hours IS '営業時間（表記どおり）';
COMMENT ON COLUMN shop.closed_days IS '定休日（表記どおり）';
COMMENT ON COLUMN shop.lat IS '緯度（世界測地系、度）';
COMMENT ON COLUMN shop.lng IS '経度（世界測地系、度）';
COMMENT ON COLUMN shop.position_source IS '位置の出所（own_list=自前の一覧、owner_pin=店舗が地図で指定、gazetteer=地名辞書、google=Google Maps）';
COMMENT ON COLUMN shop.position_taken_at IS '位置を得た日時';
COMMENT ON COLUMN shop.position_expires_at IS '位置を使える期限。Googleの位置は得てから30日以内';
COMMENT ON COLUMN shop.is_chain IS 'チェーン店か';
COMMENT ON COLUMN shop.status IS '状態（public=公開、hidden=非公開）';
COMMENT ON COLUMN shop.hidden_reason IS '非公開の理由（staff=事務局、owner=店舗、import=取込元の一覧から消えた）';
COMMENT ON COLUMN shop.published_from IS '公開の開始日時（空は制限なし）';
COMMENT ON COLUMN shop.published_until IS '公開の終了日時（この時刻を含まない。空は制限なし）';
COMMENT ON COLUMN shop.source IS 'どこから来た情報か（取込の名前、application=承認された申請）';
COMMENT ON COLUMN shop.source_key IS '出所での識別子。再取込で同じ店舗を見分ける';
COMMENT ON COLUMN shop.created_at IS '登録日時';
COMMENT ON COLUMN shop.updated_at IS '更新日時';

CREATE TABLE shop_genre (
    shop_id    bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
    genre_kind text NOT NULL GENERATED ALWAYS AS ('genre') STORED,
    genre_code text NOT NULL,
    sort       smallint NOT NULL DEFAULT 1 CHECK (sort > 0),
    PRIMARY KEY (shop_id, genre_code),
    FOREIGN KEY (genre_kind, genre_code) REFERENCES master (kind, code)
);
CREATE INDEX shop_genre_code ON shop_genre (genre_kind, genre_code);
COMMENT ON TABLE shop_genre IS '協賛店のジャンル';
COMMENT ON COLUMN shop_genre.shop_id IS '協賛店ID';
COMMENT ON COLUMN shop_genre.genre_kind IS 'コードの種類（常にgenre。masterを参照するための列）';
COMMENT ON COLUMN shop_genre.genre_code IS 'ジャンルのコード（master）';
COMMENT ON COLUMN shop_genre.sort IS '順番（1が主なジャンル）';

CREATE TABLE shop_tokuten (
    shop_id      bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
    tokuten_no   smallint NOT NULL CHECK (tokuten_no > 0),
    tokuten_kind text NOT NULL GENERATED ALWAYS AS ('tokuten') STORED,
    tokuten_code text NOT NULL,
    title        text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    detail       text NOT NULL DEFAULT '' CHECK (length(detail) <= 2000),
    PRIMARY KEY (shop_id, tokuten_no),
    FOREIGN KEY (tokuten_kind, tokuten_code) REFERENCES master (kind, code)
);
CREATE INDEX shop_tokuten_code ON shop_tokuten (tokuten_kind, tokuten_code);
COMMENT ON TABLE shop_tokuten IS '協賛店の特典';
COMMENT ON COLUMN shop_tokuten.shop_id IS '協賛店ID';
COMMENT ON COLUMN shop_tokuten.tokuten_no IS '店舗の中での特典の番号（表示順）';
COMMENT ON COLUMN shop_tokuten.tokuten_kind IS 'コードの種類（常にtokuten。masterを参照するための列）';
COMMENT ON COLUMN shop_tokuten.tokuten_code IS '特典種別のコード（master）';
COMMENT ON COLUMN shop_tokuten.title IS '特典の見出し（例：2,000円以上会計で1,000円引き）';
COMMENT ON COLUMN shop_tokuten.detail IS '特典の条件や説明';

CREATE TABLE shop_chain (
    child_shop_id  bigint PRIMARY KEY REFERENCES shop ON DELETE CASCADE,
    parent_shop_id bigint NOT NULL REFERENCES shop ON DELETE CASCADE,
    CHECK (child_shop_id <> parent_shop_id)
);
CREATE INDEX shop_chain_parent ON shop_chain (parent_shop_id);
COMMENT ON TABLE shop_chain IS 'チェーン店の親子関係';
COMMENT ON COLUMN shop_chain.child_shop_id IS '子（各店舗）の協賛店ID';
COMMENT ON COLUMN shop_chain.parent_shop_id IS '親（本部など）の協賛店ID';

CREATE TABLE shop_counter (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_id    bigint NOT NULL DEFAULT 0 CHECK (last_id >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO shop_counter DEFAULT VALUES;
COMMENT ON TABLE shop_counter IS '協賛店IDの採番';
COMMENT ON COLUMN shop_counter.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN shop_counter.last_id IS '最後に使った協賛店ID';
COMMENT ON COLUMN shop_counter.updated_at IS '最後に採番した日時';

GRANT SELECT, DELETE ON shop TO passport_app;
-- Where a shop came from is fixed when it is made: 'application' is the mark of an approval.
GRANT INSERT ON shop TO passport_app;
GRANT UPDATE (programme, name, name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days, lat,
              lng, position_source, position_taken_at, position_expires_at, is_chain, status, hidden_reason,
              published_from, published_until, updated_at) ON shop TO passport_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shop_genre, shop_tokuten, shop_chain TO passport_app;
GRANT SELECT, UPDATE (last_id, updated_at) ON shop_counter TO passport_app;

ALTER TABLE shop ENABLE ROW LEVEL SECURITY;
CREATE POLICY shop_read ON shop FOR SELECT TO passport_app USING (true);
CREATE POLICY shop_delete ON shop FOR DELETE TO passport_app USING (true);
CREATE POLICY shop_update ON shop FOR UPDATE TO passport_app USING (true);
-- Only hub.approve_shop, which runs as the owner, makes shops out of applications.
CREATE POLICY shop_insert ON shop FOR INSERT TO passport_app WITH CHECK (source <> 'application');
