-- Five applications by shop owners that wait for a decision, to try `passport-hub shops approve` with. Fictional.
-- For psql, in the database passport, after the migrations; may be run again: what is there already stays as it is.
-- Afterwards `passport-hub migrate` seals the addresses.

DO $$
DECLARE
    sample record;
    new_owner_id bigint;
    new_application_id bigint;
BEGIN
    FOR sample IN
        SELECT * FROM (VALUES
            (1, 'aoki@owner.example.jp', '見本 あおき', 'みほん あおき', '株式会社あおき見本',
             1::smallint, '親子カフェ わたぐも', 'おやこかふぇ わたぐも', '530-0001', '大阪府大阪市北区梅田9丁目99番71号',
             '大阪市北区', '06-0000-0071', 'https://watagumo.example.jp/', '10:00～18:00', '水曜日',
             '小上がりのある親子カフェです。（見本データ：架空の店舗です）', 34.7041, 135.4969,
             '01', '04', 'お子さまのジュース1杯無料', 'お食事を注文した方。', '06', '授乳室あり'),
            (2, 'kusunoki@owner.example.jp', '見本 くすのき', 'みほん くすのき', 'くすのき見本商店',
             1::smallint, 'えんぴつと絵の具 くすのき', 'えんぴつとえのぐ くすのき', '560-0021', '大阪府豊中市本町9丁目99番72号',
             '豊中市', '06-0000-0072', '', '10:00～19:00', '日曜日',
             '入学の準備がそろいます。（見本データ：架空の店舗です）', 34.7869, 135.4631,
             '02', '01', '学用品10%割引', '', '08', 'ベビーカーのまま入店できます'),
            (3, 'shiraki@owner.example.jp', '見本 しらき', 'みほん しらき', 'しらき見本企画',
             2::smallint, '和婚の支度 しらき', 'わこんのしたく しらき', '590-0028', '大阪府堺市堺区三国ヶ丘御幸通99番73号',
             '堺市堺区', '072-000-0073', 'https://shiraki.example.jp/', '10:00～18:00', '火曜日、水曜日',
             '白無垢と色打掛の専門店です。（見本データ：架空の店舗です）', 34.5739, 135.4846,
             '04', '01', '衣装の貸出し10%割引', '予約してください。', '03', '写真立て'),
            (4, 'momiji@owner.example.jp', '見本 もみじ', 'みほん もみじ', 'もみじ見本食堂',
             1::smallint, 'ごはん処 もみじのみ', 'ごはんどころ もみじのみ', '573-0032', '大阪府枚方市岡東町99番74号',
             '枚方市', '072-000-0074', '', '11:00～20:00', '月曜日',
             '離乳食を温めます。（見本データ：架空の店舗です）', 34.8166, 135.6498,
             '01', '01', 'お会計5%割引', '', '09', 'ミルクのお湯'),
            (5, 'suzuran@owner.example.jp', '見本 すずらん', 'みほん すずらん', 'すずらん見本写真',
             1::smallint, '写真館 すずらんの丘', 'しゃしんかん すずらんのおか', '569-0803', '大阪府高槻市高槻町99番75号',
             '高槻市', '072-000-0075', '', '10:00～18:00', '木曜日',
             '七五三とお宮参りの写真館です。（見本データ：架空の店舗です）', 34.8513, 135.6178,
             '04', '03', '記念写真1枚進呈', '', '07', 'キッズスペース')
        ) AS given(number, mail, owner_name, owner_kana, company, programme, name, name_kana, postal_code, address, city,
                   tel, url, opening_hours, closed_days, comment, lat, lng, genre, tokuten1, title1, detail1, tokuten2,
                   title2)
        WHERE NOT EXISTS (SELECT FROM owner WHERE owner.company_name = given.company AND owner.name = given.owner_name)
        ORDER BY number
    LOOP
        UPDATE owner_counter SET last_id = last_id + 1, updated_at = now() RETURNING last_id INTO new_owner_id;
        INSERT INTO owner (owner_id, mail, status, name, name_kana, company_name, tel)
            VALUES (new_owner_id, sample.mail, 'active', sample.owner_name, sample.owner_kana, sample.company, sample.tel);
        INSERT INTO shop_temp (owner_id, programme, name, name_kana, postal_code, address, city, tel, url, opening_hours,
                               closed_days, comment, lat, lng, position_source, status, applied_at)
            VALUES (new_owner_id, sample.programme, sample.name, sample.name_kana, sample.postal_code, sample.address,
                    sample.city, sample.tel, sample.url, sample.opening_hours, sample.closed_days, sample.comment,
                    sample.lat, sample.lng, 'owner_pin', 'applied', now() - (6 - sample.number) * interval '1 minute')
            RETURNING shop_temp_id INTO new_application_id;
        INSERT INTO shop_temp_genre (shop_temp_id, genre_code) VALUES (new_application_id, sample.genre);
        INSERT INTO shop_temp_tokuten (shop_temp_id, tokuten_no, tokuten_code, title, detail)
            VALUES (new_application_id, 1, sample.tokuten1, sample.title1, sample.detail1),
                   (new_application_id, 2, sample.tokuten2, sample.title2, '');
    END LOOP;
END
$$;
