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
    EXPECT_EQ(data->codes.size(), 18u);
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
