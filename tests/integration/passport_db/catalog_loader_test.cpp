#include "connectors/passport_db/catalog_loader.hpp"

#include <future>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

class Loading : public PassportDatabase {
protected:
    void add_shop(int id, const std::string& columns = "", const std::string& values = "") {
        const auto result =
            as_application("INSERT INTO shop (shop_id, programme, name, source, source_key" + columns + ") VALUES (" +
                           std::to_string(id) + ", 1, '店', 'list', '" + std::to_string(id) + "'" + values + ")");
        ASSERT_TRUE(result.ok()) << result.error().detail;
    }
    std::vector<std::int64_t> shop_ids() {
        const auto data = loader.load();
        EXPECT_TRUE(data.ok());
        std::vector<std::int64_t> ids;
        if (data)
            for (const auto& shop : data->shops) ids.push_back(shop.shop_id);
        return ids;
    }
    std::int64_t version() {
        const auto version = loader.version();
        EXPECT_TRUE(version.ok());
        return version ? *version : 0;
    }
    CatalogLoader loader{test::Servers::shared().application()};
};

TEST_F(Loading, reads_a_shop_with_everything_that_belongs_to_it) {
    add_shop(7,
             ", name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days, lat, lng, "
             "position_source, is_chain, updated_at",
             ", 'みせ', '530-0001', '梅田9丁目', '大阪市北区', '06-0000-0001', 'https://a.example.jp/', 'ようこそ', "
             "'9:00～18:00', "
             "'月曜日', 34.7, 135.5, 'own_list', true, '2026-01-02T03:04:05Z'");
    ASSERT_TRUE(as_application("INSERT INTO shop_genre (shop_id, genre_code, sort) VALUES (7, '08', 1), (7, '01', 2);"
                               "INSERT INTO shop_tokuten (shop_id, tokuten_no, tokuten_code, title, detail) VALUES "
                               "(7, 2, '05', 'おむつ替え', ''), (7, 1, '01', '10%割引', '平日だけ')")
                    .ok());
    const auto data = loader.load();
    ASSERT_TRUE(data.ok()) << data.error().detail;
    ASSERT_EQ(data->shops.size(), 1u);
    const auto& shop = data->shops[0];
    EXPECT_EQ(shop.name_kana, "みせ");
    EXPECT_EQ(shop.genres, (std::vector<std::string>{"08", "01"}));
    ASSERT_EQ(shop.benefits.size(), 2u);
    EXPECT_EQ(shop.benefits[0].title, "10%割引");
    EXPECT_EQ(shop.benefits[0].detail, "平日だけ");
    EXPECT_EQ(shop.benefits[1].code, "05");
    EXPECT_EQ(shop.opening_hours, "9:00～18:00　定休日：月曜日");
    ASSERT_TRUE(shop.position.has_value());
    EXPECT_DOUBLE_EQ(shop.position->lat, 34.7);
    EXPECT_DOUBLE_EQ(shop.position->lng, 135.5);
    EXPECT_EQ(shop.position_source, "own_list");
    EXPECT_TRUE(shop.is_chain);
    EXPECT_EQ(to_rfc3339(shop.updated_at), "2026-01-02T03:04:05.000Z");
    EXPECT_EQ(data->codes.size(), 35u);
}

TEST_F(Loading, leaves_out_what_is_not_public) {
    add_shop(1);
    add_shop(2, ", status", ", 'hidden'");
    add_shop(3, ", published_from", ", now() + interval '1 hour'");
    add_shop(4, ", published_until", ", now() - interval '1 hour'");
    add_shop(5, ", published_from, published_until", ", now() - interval '1 hour', now() + interval '1 hour'");
    EXPECT_EQ(shop_ids(), (std::vector<std::int64_t>{1, 5}));
}

TEST_F(Loading, does_not_read_a_position_that_has_expired) {
    add_shop(1, ", lat, lng, position_source, position_taken_at, position_expires_at",
             ", 34.7, 135.5, 'google', now() - interval '31 days', now() - interval '1 day'");
    const auto data = loader.load();
    ASSERT_TRUE(data.ok());
    ASSERT_EQ(data->shops.size(), 1u);
    EXPECT_FALSE(data->shops[0].position.has_value());
    EXPECT_EQ(data->shops[0].position_source, "");
}

TEST_F(Loading, reads_open_places) {
    ASSERT_TRUE(
        as_application("INSERT INTO hub.place (name, name_kana, kind, city, lat, lng, source, source_key, weight, "
                       "closed) VALUES ('焼津', 'やいづ', 'station', '焼津市', 34.87, 138.3, 't', '1', 5, false), "
                       "('廃駅', '', 'station', '', 34, 138, 't', '2', 0, true)")
            .ok());
    const auto data = loader.load();
    ASSERT_TRUE(data.ok());
    ASSERT_EQ(data->places.size(), 1u);
    EXPECT_EQ(data->places[0].name, "焼津");
    EXPECT_EQ(data->places[0].city, "焼津市");
    EXPECT_EQ(data->places[0].weight, 5);
}

TEST_F(Loading, reads_open_facilities_with_their_services) {
    ASSERT_TRUE(as_application("INSERT INTO hub.facility (facility_id, kind, name, name_kana, address, city, tel, url, "
                               "opening_hours, closed_days, comment, lat, lng, source, source_key, closed) VALUES "
                               "(3, 'park', '見本公園', 'みほんこうえん', '見本町1', '見本市', '06-0000-0002', "
                               "'https://a.example.jp/p', '9:00～17:00', '月曜日', '池があります', 34.7, 135.5, 't', "
                               "'1', false), (4, 'library', '無くなった図書館', '', '', '', '', '', '', '', '', NULL, "
                               "NULL, 't', '2', true), (5, 'nursery', '見本保育所', '', '', '', '', '', '', '', '', "
                               "NULL, NULL, 't', '3', false);"
                               "INSERT INTO hub.facility_service (facility_id, tokuten_code) VALUES (3, '06'), "
                               "(3, '05'), (4, '05')")
                    .ok());
    const auto data = loader.load();
    ASSERT_TRUE(data.ok()) << data.error().detail;
    ASSERT_EQ(data->facilities.size(), 2u);
    const auto& park = data->facilities[0];
    EXPECT_EQ(park.facility_id, 3);
    EXPECT_EQ(park.kind, "park");
    EXPECT_EQ(park.name_kana, "みほんこうえん");
    EXPECT_EQ(park.opening_hours, "9:00～17:00");
    EXPECT_EQ(park.closed_days, "月曜日");
    EXPECT_EQ(park.comment, "池があります");
    EXPECT_EQ(park.services, (std::vector<std::string>{"05", "06"}));
    ASSERT_TRUE(park.position);
    EXPECT_DOUBLE_EQ(park.position->lng, 135.5);
    EXPECT_FALSE(data->facilities[1].position);
    EXPECT_TRUE(data->facilities[1].services.empty());
}

TEST_F(Loading, reads_events_that_are_public_now) {
    ASSERT_TRUE(
        as_application("INSERT INTO event (event_id, programme, title, body, starts_on, ends_on, time_text, venue, "
                       "address, city, fee_text, url, lat, lng, status, published_until) VALUES "
                       "(1, 1, 'もちつき', '親子で', '2026-12-05', '2026-12-06', '10時から', '見本広場', '見本町1', "
                       "'見本市', '無料', 'https://a.example.jp/e', 34.7, 135.5, 'public', NULL), "
                       "(2, 1, '下書き', '', '2026-12-05', '2026-12-05', '', '', '', '', '', '', NULL, NULL, "
                       "'draft', NULL), "
                       "(3, 2, '終わった', '', '2026-12-05', '2026-12-05', '', '', '', '', '', '', NULL, NULL, "
                       "'public', now() - interval '1 hour')")
            .ok());
    const auto data = loader.load();
    ASSERT_TRUE(data.ok()) << data.error().detail;
    ASSERT_EQ(data->events.size(), 1u);
    const auto& event = data->events[0];
    using namespace std::chrono_literals;
    EXPECT_EQ(event.first_day, std::chrono::sys_days(2026y / 12 / 5));
    EXPECT_EQ(event.last_day, std::chrono::sys_days(2026y / 12 / 6));
    EXPECT_EQ(event.title, "もちつき");
    EXPECT_EQ(event.time_text, "10時から");
    EXPECT_EQ(event.venue, "見本広場");
    EXPECT_EQ(event.fee_text, "無料");
    EXPECT_EQ(event.city, "見本市");
    ASSERT_TRUE(event.position);
    EXPECT_DOUBLE_EQ(event.position->lat, 34.7);
}

TEST_F(Loading, reads_articles_that_are_public_now_with_their_genres) {
    ASSERT_TRUE(as_application("INSERT INTO faminavi (faminavi_id, title, body, url, status, published_from) VALUES "
                               "(1, '申し込み', 'だれでも', 'https://a.example.jp/a', 'public', NULL), "
                               "(2, 'まだ', '', '', 'public', now() + interval '1 hour'), "
                               "(3, '確認待ち', '', '', 'review', NULL);"
                               "INSERT INTO faminavi_genre (faminavi_id, genre_code) VALUES (1, 'use'), (1, 'join'), "
                               "(2, 'join')")
                    .ok());
    const auto data = loader.load();
    ASSERT_TRUE(data.ok()) << data.error().detail;
    ASSERT_EQ(data->articles.size(), 1u);
    EXPECT_EQ(data->articles[0].title, "申し込み");
    EXPECT_EQ(data->articles[0].body, "だれでも");
    EXPECT_EQ(data->articles[0].url, "https://a.example.jp/a");
    EXPECT_EQ(data->articles[0].city_code, "");
    EXPECT_EQ(data->articles[0].genres, (std::vector<std::string>{"join", "use"}));
}

TEST_F(Loading, has_a_version_that_moves_once_per_transaction) {
    const auto before = version();
    ASSERT_TRUE(
        as_application("INSERT INTO shop (shop_id, programme, name, source, source_key) VALUES "
                       "(1, 1, 'x', 'list', '1'); INSERT INTO shop_genre (shop_id, genre_code) VALUES (1, '01');"
                       "UPDATE shop SET name = 'y'")
            .ok());
    EXPECT_EQ(version(), before + 1);
    EXPECT_EQ(loader.load()->version, before + 1);
}

TEST_F(Loading, has_a_version_that_stays_when_nothing_public_changes_or_a_change_is_rolled_back) {
    add_shop(1);
    const auto before = version();
    new_application("下書き");
    EXPECT_FALSE(as_application("UPDATE shop SET name = 'y'; SELECT 1/0").ok());
    EXPECT_EQ(version(), before);
}

TEST_F(Loading, sees_changes_of_every_public_table) {
    add_shop(1);
    add_shop(2);
    for (const std::string change :
         {"UPDATE shop SET comment = 'x' WHERE shop_id = 1",
          "INSERT INTO shop_genre (shop_id, genre_code) VALUES (1, '01')",
          "INSERT INTO shop_tokuten (shop_id, tokuten_no, tokuten_code, title) VALUES (1, 1, '01', 'x')",
          "INSERT INTO shop_chain (child_shop_id, parent_shop_id) VALUES (1, 2)", "UPDATE master SET sort = sort",
          "INSERT INTO hub.place (name, kind, lat, lng, source, source_key) VALUES ('x', 'city', 1, 1, 't', '1')",
          "INSERT INTO event (event_id, programme, title, starts_on, ends_on) VALUES (1, 1, 'x', '2026-12-05', "
          "'2026-12-05')",
          "INSERT INTO faminavi (faminavi_id, title) VALUES (1, 'x')",
          "INSERT INTO faminavi_genre (faminavi_id, genre_code) VALUES (1, 'join')",
          "INSERT INTO hub.facility (facility_id, kind, name, source, source_key) VALUES (1, 'park', 'x', 't', '1')",
          "INSERT INTO hub.facility_service (facility_id, tokuten_code) VALUES (1, '05')",
          "DELETE FROM shop WHERE shop_id = 1"}) {
        const auto before = version();
        ASSERT_TRUE(as_application(change).ok()) << change;
        EXPECT_EQ(version(), before + 1) << change;
    }
}

TEST_F(Loading, has_a_version_that_moves_when_a_publication_begins_or_ends) {
    add_shop(1, ", published_from", ", clock_timestamp() + interval '200 milliseconds'");
    const auto before = version();
    EXPECT_EQ(shop_ids(), std::vector<std::int64_t>());
    while (version() == before) loader.wait_for_change(std::chrono::milliseconds(20));
    EXPECT_EQ(shop_ids(), std::vector<std::int64_t>{1});
    const auto began = version();
    EXPECT_EQ(version(), began);
    ASSERT_TRUE(as_owner("UPDATE shop SET published_until = now() - interval '1 hour', published_from = NULL").ok());
    EXPECT_EQ(shop_ids(), std::vector<std::int64_t>());
}

TEST_F(Loading, is_woken_by_a_change) {
    version();
    auto change = std::async(std::launch::async, [this] { add_shop(1); });
    const auto start = std::chrono::steady_clock::now();
    loader.wait_for_change(std::chrono::seconds(20));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(Loading, says_that_the_database_is_away_and_recovers) {
    version();
    ASSERT_TRUE(as_application("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                               "WHERE usename = current_user AND pid <> pg_backend_pid()")
                    .ok());
    auto after = loader.version();
    if (!after) {
        EXPECT_EQ(after.error().kind, ErrorKind::transient);
        after = loader.version();
    }
    EXPECT_TRUE(after.ok());

    auto nowhere = test::Servers::shared().application();
    nowhere.port = 1;
    CatalogLoader lost(nowhere);
    EXPECT_EQ(lost.version().error().kind, ErrorKind::transient);
    EXPECT_EQ(lost.load().error().kind, ErrorKind::transient);
}

}  // namespace
}  // namespace hub::passport_db
