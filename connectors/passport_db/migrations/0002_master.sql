-- Code lists. A reference to a code names the list as well: (kind, code), the kind being a generated constant.

CREATE TABLE master (
    kind       text NOT NULL CHECK (kind ~ '^[a-z_]{1,30}$'),
    code       text NOT NULL CHECK (code ~ '^[0-9A-Za-z_]{1,20}$'),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    sort       integer NOT NULL DEFAULT 0,
    valid      boolean NOT NULL DEFAULT true,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, code),
    UNIQUE (kind, name)
);
COMMENT ON TABLE master IS 'コード表（ジャンル、特典種別など）';
COMMENT ON COLUMN master.kind IS 'コードの種類（genre=ジャンル、tokuten=特典種別、faminavi=お役立ち情報の分類）';
COMMENT ON COLUMN master.code IS 'コード';
COMMENT ON COLUMN master.name IS '表示名';
COMMENT ON COLUMN master.sort IS '表示順（小さい順）';
COMMENT ON COLUMN master.valid IS '新しく選べるコードか。falseでも登録済みの表示には使う';
COMMENT ON COLUMN master.updated_at IS '更新日時';

CREATE TABLE faminavi_area (
    area_code  text PRIMARY KEY CHECK (area_code ~ '^[0-9A-Za-z_]{1,20}$'),
    name       text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    sort       integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE faminavi_area IS 'お役立ち情報（ふぁみなび）の地域';
COMMENT ON COLUMN faminavi_area.area_code IS '地域コード';
COMMENT ON COLUMN faminavi_area.name IS '地域名';
COMMENT ON COLUMN faminavi_area.sort IS '表示順（小さい順）';
COMMENT ON COLUMN faminavi_area.updated_at IS '更新日時';

CREATE TABLE faminavi_city (
    city_code  text PRIMARY KEY CHECK (city_code ~ '^[0-9]{6}$'),
    area_code  text NOT NULL REFERENCES faminavi_area,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    sort       integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX faminavi_city_area ON faminavi_city (area_code);
COMMENT ON TABLE faminavi_city IS 'お役立ち情報（ふぁみなび）の市区町村と、その属する地域';
COMMENT ON COLUMN faminavi_city.city_code IS '全国地方公共団体コード（検査数字を含む6桁）';
COMMENT ON COLUMN faminavi_city.area_code IS '属する地域の地域コード';
COMMENT ON COLUMN faminavi_city.name IS '市区町村名';
COMMENT ON COLUMN faminavi_city.sort IS '表示順（小さい順）';
COMMENT ON COLUMN faminavi_city.updated_at IS '更新日時';

GRANT SELECT, INSERT, UPDATE, DELETE ON master, faminavi_area, faminavi_city TO passport_app;

INSERT INTO master (kind, code, name, sort) VALUES
    ('genre', '01', '飲食業', 1),
    ('genre', '02', '小売業', 2),
    ('genre', '03', '宿泊業', 3),
    ('genre', '04', 'サービス業', 4),
    ('genre', '05', '医療・健康', 5),
    ('genre', '06', '教育・習い事', 6),
    ('genre', '07', 'レジャー', 7),
    ('genre', '08', 'その他', 8),
    ('tokuten', '01', '割引', 1),
    ('tokuten', '02', 'ポイント', 2),
    ('tokuten', '03', 'プレゼント', 3),
    ('tokuten', '04', 'ドリンクサービス', 4),
    ('tokuten', '05', 'おむつ替え', 5),
    ('tokuten', '06', '授乳室', 6),
    ('tokuten', '07', 'キッズスペース', 7),
    ('tokuten', '08', 'ベビーカー入店', 8),
    ('tokuten', '09', 'ミルクのお湯', 9),
    ('tokuten', '10', 'その他', 10);
