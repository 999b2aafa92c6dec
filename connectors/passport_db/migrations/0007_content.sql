-- Events (イベント) and useful articles (お役立ち情報, ふぁみなび).

CREATE TABLE event (
    event_id        bigint PRIMARY KEY CHECK (event_id > 0),
    programme       smallint NOT NULL CHECK (programme IN (1, 2)),
    title           text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body            text NOT NULL DEFAULT '' CHECK (length(body) <= 20000),
    starts_on       date NOT NULL,
    ends_on         date NOT NULL,
    time_text       text NOT NULL DEFAULT '' CHECK (length(time_text) <= 300),
    venue           text NOT NULL DEFAULT '' CHECK (length(venue) <= 200),
    address         text NOT NULL DEFAULT '' CHECK (length(address) <= 300),
    city            text NOT NULL DEFAULT '' CHECK (length(city) <= 50),
    lat             double precision CHECK (lat BETWEEN -90 AND 90),
    lng             double precision CHECK (lng BETWEEN -180 AND 180),
    organizer       text NOT NULL DEFAULT '' CHECK (length(organizer) <= 200),
    fee_text        text NOT NULL DEFAULT '' CHECK (length(fee_text) <= 300),
    url             text NOT NULL DEFAULT '' CHECK (url = '' OR url ~ '^https?://' AND length(url) <= 1000),
    status          text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'review', 'public', 'hidden')),
    published_from  timestamptz,
    published_until timestamptz,
    source          text NOT NULL DEFAULT 'staff' CHECK (source ~ '^[a-z0-9_]{1,50}$'),
    source_key      text CHECK (length(source_key) BETWEEN 1 AND 200),
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (source, source_key),
    CONSTRAINT event_days_in_order CHECK (starts_on <= ends_on),
    CONSTRAINT event_position_whole CHECK ((lat IS NULL) = (lng IS NULL)),
    CONSTRAINT event_published_in_order CHECK (published_from < published_until)
);
CREATE INDEX event_ends_on ON event (ends_on) WHERE status = 'public';
CREATE INDEX event_updated_at ON event (updated_at) WHERE status = 'public';
COMMENT ON TABLE event IS 'イベント';
COMMENT ON COLUMN event.event_id IS 'イベントID。event_counter で採番する';
COMMENT ON COLUMN event.programme IS '事業（1=まいど子（子育て）、2=縁ジョイ（結婚応援））';
COMMENT ON COLUMN event.title IS 'イベント名';
COMMENT ON COLUMN event.body IS '内容';
COMMENT ON COLUMN event.starts_on IS '開始日';
COMMENT ON COLUMN event.ends_on IS '終了日（この日を含む）';
COMMENT ON COLUMN event.time_text IS '時間（表記どおり）';
COMMENT ON COLUMN event.venue IS '会場名';
COMMENT ON COLUMN event.address IS '会場の所在地';
COMMENT ON COLUMN event.city IS '会場の市区町村名';
COMMENT ON COLUMN event.lat IS '緯度（世界測地系、度）';
COMMENT ON COLUMN event.lng IS '経度（世界測地系、度）';
COMMENT ON COLUMN event.organizer IS '主催';
COMMENT ON COLUMN event.fee_text IS '料金（表記どおり）';
COMMENT ON COLUMN event.url IS '案内ページ';
COMMENT ON COLUMN event.status IS '状態（draft=下書き、review=確認待ち、public=公開、hidden=非公開）';
COMMENT ON COLUMN event.published_from IS '公開の開始日時（空は制限なし）';
COMMENT ON COLUMN event.published_until IS '公開の終了日時（この時刻を含まない。空は制限なし）';
COMMENT ON COLUMN event.source IS 'どこから来た情報か（staff=職員が登録、そのほかは取込の名前）';
COMMENT ON COLUMN event.source_key IS '出所での識別子';
COMMENT ON COLUMN event.created_at IS '登録日時';
COMMENT ON COLUMN event.updated_at IS '更新日時';

CREATE TABLE event_counter (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_id    bigint NOT NULL DEFAULT 0 CHECK (last_id >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO event_counter DEFAULT VALUES;
COMMENT ON TABLE event_counter IS 'イベントIDの採番';
COMMENT ON COLUMN event_counter.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN event_counter.last_id IS '最後に使ったイベントID';
COMMENT ON COLUMN event_counter.updated_at IS '最後に採番した日時';

CREATE TABLE faminavi (
    faminavi_id     bigint PRIMARY KEY CHECK (faminavi_id > 0),
    title           text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body            text NOT NULL DEFAULT '' CHECK (length(body) <= 50000),
    url             text NOT NULL DEFAULT '' CHECK (url = '' OR url ~ '^https?://' AND length(url) <= 1000),
    area_code       text REFERENCES faminavi_area,
    city_code       text REFERENCES faminavi_city,
    status          text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'review', 'public', 'hidden')),
    published_from  timestamptz,
    published_until timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT faminavi_published_in_order CHECK (published_from < published_until)
);
CREATE INDEX faminavi_updated_at ON faminavi (updated_at) WHERE status = 'public';
CREATE INDEX faminavi_area_code ON faminavi (area_code);
CREATE INDEX faminavi_city_code ON faminavi (city_code);
COMMENT ON TABLE faminavi IS 'お役立ち情報（ふぁみなび）の記事';
COMMENT ON COLUMN faminavi.faminavi_id IS '記事ID。faminavi_counter で採番する';
COMMENT ON COLUMN faminavi.title IS '題名';
COMMENT ON COLUMN faminavi.body IS '本文';
COMMENT ON COLUMN faminavi.url IS '参照先のページ';
COMMENT ON COLUMN faminavi.area_code IS '対象の地域コード（空は府内全域）';
COMMENT ON COLUMN faminavi.city_code IS '対象の市区町村コード（空は地域の全体）';
COMMENT ON COLUMN faminavi.status IS '状態（draft=下書き、review=確認待ち、public=公開、hidden=非公開）';
COMMENT ON COLUMN faminavi.published_from IS '公開の開始日時（空は制限なし）';
COMMENT ON COLUMN faminavi.published_until IS '公開の終了日時（この時刻を含まない。空は制限なし）';
COMMENT ON COLUMN faminavi.created_at IS '登録日時';
COMMENT ON COLUMN faminavi.updated_at IS '更新日時';

CREATE TABLE faminavi_genre (
    faminavi_id bigint NOT NULL REFERENCES faminavi ON DELETE CASCADE,
    genre_kind  text NOT NULL GENERATED ALWAYS AS ('faminavi') STORED,
    genre_code  text NOT NULL,
    PRIMARY KEY (faminavi_id, genre_code),
    FOREIGN KEY (genre_kind, genre_code) REFERENCES master (kind, code)
);
CREATE INDEX faminavi_genre_code ON faminavi_genre (genre_kind, genre_code);
COMMENT ON TABLE faminavi_genre IS 'お役立ち情報の分類';
COMMENT ON COLUMN faminavi_genre.faminavi_id IS '記事ID';
COMMENT ON COLUMN faminavi_genre.genre_kind IS 'コードの種類（常にfaminavi。masterを参照するための列）';
COMMENT ON COLUMN faminavi_genre.genre_code IS '分類のコード（master）';

CREATE TABLE faminavi_counter (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_id    bigint NOT NULL DEFAULT 0 CHECK (last_id >= 0),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO faminavi_counter DEFAULT VALUES;
COMMENT ON TABLE faminavi_counter IS 'お役立ち情報の記事IDの採番';
COMMENT ON COLUMN faminavi_counter.only_row IS '行が1つだけであることを保証する列';
COMMENT ON COLUMN faminavi_counter.last_id IS '最後に使った記事ID';
COMMENT ON COLUMN faminavi_counter.updated_at IS '最後に採番した日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON event, faminavi, faminavi_genre TO passport_app;
GRANT SELECT, UPDATE (last_id, updated_at) ON event_counter, faminavi_counter TO passport_app;
