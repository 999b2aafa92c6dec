#include "connectors/passport_db/favorite_store.hpp"

#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

using namespace std::chrono_literals;

class Favorites : public PassportDatabase {
protected:
    Favorites() {
        EXPECT_TRUE(as_owner("DELETE FROM users; INSERT INTO users (user_id, mail, status) VALUES (1, 'a@example.jp',"
                             " 'active'), (2, 'b@example.jp', 'active')")
                        .ok());
        EXPECT_TRUE(as_owner("INSERT INTO shop (shop_id, programme, name, source, source_key)"
                             " SELECT n, 1, 'shop', 'application', n::text FROM generate_series(1, 600) AS n")
                        .ok());
    }
    Result<void> add(std::int64_t user_id, std::int64_t shop_id, WallTime at) {
        return application.run_here(
            [&](UnitOfWork& unit_of_work) { return store.add(unit_of_work, user_id, shop_id, at); }, soon());
    }
    std::vector<std::int64_t> list(const std::optional<members::Favorite>& after, int most) {
        std::vector<std::int64_t> shops;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                for (const auto& each : store.list(unit_of_work, 1, after, most)) {
                    shops.push_back(each.shop_id);
                    last = each;
                }
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done);
        return shops;
    }
    using Shops = std::vector<std::int64_t>;
    const WallTime now = from_rfc3339("2026-11-20T10:00:00.123Z").value();
    members::Favorite last;
    FavoriteStore store;
};

TEST_F(Favorites, are_kept_once_and_listed_the_latest_first) {
    EXPECT_TRUE(add(1, 5, now));
    EXPECT_TRUE(add(1, 3, now + 1s));
    EXPECT_TRUE(add(1, 4, now + 1s));
    EXPECT_TRUE(add(1, 5, now + 2s)) << "which changes nothing";
    EXPECT_TRUE(add(2, 9, now));
    EXPECT_EQ(list(std::nullopt, 2), (Shops{4, 3}));
    EXPECT_TRUE(add(1, 8, now + 3s));
    EXPECT_EQ(list(last, 2), (Shops{5}));
    EXPECT_EQ(last.since, now);
}

TEST_F(Favorites, are_at_most_five_hundred_and_of_shops_that_exist) {
    ASSERT_TRUE(
        as_owner("INSERT INTO users_favorite (user_id, shop_id) SELECT 1, n FROM generate_series(1, 500) AS n"));
    EXPECT_EQ(add(1, 501, now).error().code, "favorites.full");
    EXPECT_TRUE(add(1, 500, now)) << "which is one";
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite"), "500");
    EXPECT_EQ(add(2, 601, now).error().code, "shop.not_found");
    EXPECT_EQ(add(3, 1, now).error().code, "session.missing") << "who left a moment ago";
}

TEST_F(Favorites, are_taken_away_whether_they_were_there_or_not) {
    ASSERT_TRUE(add(1, 5, now));
    for (const bool there : {true, false}) {
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                EXPECT_EQ(store.has(unit_of_work, 1, 5), there);
                store.remove(unit_of_work, 1, 5);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done);
    }
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite"), "0");
}

}  // namespace
}  // namespace hub::passport_db
