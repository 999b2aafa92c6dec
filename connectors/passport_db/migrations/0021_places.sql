-- What the gazetteer lacked: towns, names that tell equal ones apart, other names, and the areas of municipalities.

ALTER TABLE hub.place
    ADD COLUMN label             text NOT NULL DEFAULT '' CHECK (length(label) <= 50),
    ADD COLUMN prefecture        text NOT NULL DEFAULT '' CHECK (length(prefecture) <= 10),
    ADD COLUMN municipality_code text NOT NULL DEFAULT '' CHECK (municipality_code = '' OR municipality_code ~ '^[0-9]{5}$'),
    ADD COLUMN postal_code       text NOT NULL DEFAULT '' CHECK (postal_code = '' OR postal_code ~ '^[0-9]{3}-[0-9]{4}$'),
    ADD COLUMN aliases           text[] NOT NULL DEFAULT '{}' CHECK (cardinality(aliases) <= 20);
COMMENT ON COLUMN hub.place.label IS '同じ名前を区別する言葉（駅は事業者、町は小字）';
COMMENT ON COLUMN hub.place.prefecture IS '都道府県名（町の住所を読むのに使う。不明は空）';
COMMENT ON COLUMN hub.place.municipality_code IS '全国地方公共団体コード（検査数字を除く5桁。不明は空）';
COMMENT ON COLUMN hub.place.postal_code IS '郵便番号（不明は空）';
COMMENT ON COLUMN hub.place.aliases IS '別の呼び名';
COMMENT ON COLUMN hub.place.kind IS
    '種類（station=駅、facility=施設、city=市区町村、town=町、chome=町の一つの丁目、divided_town=丁目に分かれた町の全体 など）';

-- Municipalities and wards with their boundaries, for the question where a point lies.
CREATE TABLE hub.area (
    code       text PRIMARY KEY CHECK (code ~ '^[0-9]{5}$'),
    prefecture text NOT NULL CHECK (length(prefecture) BETWEEN 1 AND 10),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    shape      jsonb NOT NULL CHECK (jsonb_typeof(shape) = 'array'),
    source     text NOT NULL CHECK (source ~ '^[a-z0-9_]{1,50}$'),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE hub.area IS '市区町村の区域';
COMMENT ON COLUMN hub.area.code IS '全国地方公共団体コード（検査数字を除く5桁）';
COMMENT ON COLUMN hub.area.prefecture IS '都道府県名';
COMMENT ON COLUMN hub.area.name IS '市区町村名（大阪市北区、豊能郡豊能町）';
COMMENT ON COLUMN hub.area.shape IS '区域（GeoJSONのMultiPolygonのcoordinates。経度、緯度の順）';
COMMENT ON COLUMN hub.area.source IS 'どこから来た情報か';
COMMENT ON COLUMN hub.area.updated_at IS '更新日時';

CREATE TRIGGER catalog_changes BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON hub.area
    FOR EACH STATEMENT EXECUTE FUNCTION hub.catalog_changes();

GRANT SELECT, INSERT, UPDATE, DELETE ON hub.area TO passport_app;
