#include "connectors/passport_db/favorite_writer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <pqxx/pqxx>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

using namespace std::chrono_literals;

// Counts them, and can fail the next ones.
class CountedTransactions final : public Transactions {
public:
    explicit CountedTransactions(Transactions& behind) : behind_(behind) {}
    boost::asio::awaitable<Result<void>> run(Job job, Deadline deadline) override {
        ++count;
        if (fail_with) co_return *fail_with;
        auto running = behind_.run(std::move(job), deadline);
        auto done = co_await std::move(running);
        co_return done;
    }
    int count = 0;
    std::optional<Error> fail_with;

private:
    Transactions& behind_;
};

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
    Result<void> set(members::FavoriteChange change) { return all_at_once({change}).front(); }
    Result<void> add(std::int64_t user_id, std::int64_t shop_id) { return set({user_id, shop_id, true}); }
    // Adds one as if it had been another time.
    void add_at(WallTime at, std::int64_t user_id, std::int64_t shop_id) {
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                return store.set(unit_of_work, {user_id, shop_id, true}, at);
            },
            soon());
        EXPECT_TRUE(done);
    }
    // What became of each of those who come in the same moment.
    std::vector<Result<void>> all_at_once(const std::vector<members::FavoriteChange>& changes) {
        boost::asio::io_context context;
        std::vector<Result<void>> outcomes(changes.size());
        for (std::size_t index = 0; index < changes.size(); ++index)
            boost::asio::co_spawn(context, writer.set(changes[index], soon()),
                                  [&, index](std::exception_ptr, Result<void> done) { outcomes[index] = done; });
        context.run();
        return outcomes;
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
    bool has(std::int64_t user_id, std::int64_t shop_id) {
        bool there = false;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) {
                there = store.has(unit_of_work, user_id, shop_id);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done);
        return there;
    }
    using Shops = std::vector<std::int64_t>;
    const WallTime now = from_rfc3339("2026-11-20T10:00:00.123Z").value();
    members::Favorite last;
    FavoriteStore store;
    CountedTransactions transactions{application};
    FavoriteWriter writer{store, transactions, system_clock()};
};

TEST_F(Favorites, are_kept_once_and_listed_the_latest_first) {
    add_at(now, 1, 5);
    add_at(now + 1s, 1, 3);
    add_at(now + 1s, 1, 4);
    add_at(now + 2s, 1, 5);  // which changes nothing
    add_at(now, 2, 9);
    EXPECT_EQ(list(std::nullopt, 2), (Shops{4, 3}));
    add_at(now + 3s, 1, 8);
    EXPECT_EQ(list(last, 2), (Shops{5}));
    EXPECT_EQ(last.since, now);
}

TEST_F(Favorites, are_at_most_five_hundred_and_of_shops_that_exist) {
    ASSERT_TRUE(
        as_owner("INSERT INTO users_favorite (user_id, shop_id) SELECT 1, n FROM generate_series(1, 500) AS n"));
    EXPECT_EQ(add(1, 501).error().code, "favorites.full");
    EXPECT_TRUE(add(1, 500)) << "which is one";
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite"), "500");
    EXPECT_EQ(add(2, 601).error().code, "shop.not_found");
    EXPECT_EQ(add(3, 1).error().code, "session.missing") << "who left a moment ago";
}

TEST_F(Favorites, are_taken_away_whether_they_were_there_or_not) {
    ASSERT_TRUE(add(1, 5));
    EXPECT_TRUE(has(1, 5));
    EXPECT_TRUE(set({1, 5, false}));
    EXPECT_FALSE(has(1, 5));
    EXPECT_TRUE(set({1, 5, false}));
}

TEST_F(Favorites, that_many_change_at_once_are_written_together) {
    ASSERT_TRUE(
        as_owner("INSERT INTO users (user_id, mail, status) SELECT n, 'm' || n || '@example.jp', 'active'"
                 " FROM generate_series(11, 60) AS n"));
    std::vector<members::FavoriteChange> changes;
    for (std::int64_t user_id = 11; user_id <= 60; ++user_id) changes.push_back({user_id, user_id, true});
    for (const auto& done : all_at_once(changes)) EXPECT_TRUE(done);
    EXPECT_EQ(value("SELECT count(*) FROM users_favorite WHERE shop_id = user_id"), "50");
    EXPECT_LE(transactions.count, 1 + FavoriteWriter::kAtOnce)
        << "the first may come alone, the others while it is written";
}

TEST_F(Favorites, of_one_member_are_written_in_the_order_they_were_asked_for) {
    for (const auto& done : all_at_once({{1, 5, true}, {1, 5, false}, {2, 5, true}, {1, 6, false}, {1, 6, true}}))
        EXPECT_TRUE(done);
    EXPECT_FALSE(has(1, 5));
    EXPECT_TRUE(has(1, 6));
    EXPECT_TRUE(has(2, 5));
}

TEST_F(Favorites, of_one_member_wait_for_an_earlier_one_that_is_still_written_though_nobody_waits_for_it) {
    pqxx::connection another(runtime::connection_string(test::Servers::shared().owner()));
    auto leaving = std::make_unique<pqxx::work>(another);
    leaving->exec("SELECT FROM users WHERE user_id = 1 FOR UPDATE");  // which keeps a favourite from being added
    FavoriteWriter direct{store, application, system_clock()};
    const auto ask_three = [&]() -> boost::asio::awaitable<Result<void>> {
        const members::FavoriteChange add{1, 5, true}, remove{1, 5, false};
        const auto first = co_await direct.set(add, Deadline::after(system_clock(), 500ms));
        EXPECT_FALSE(first) << "nobody waits longer";
        const auto second = co_await direct.set(remove, Deadline::after(system_clock(), 100ms));
        EXPECT_FALSE(second) << "the first has not ended";
        leaving.reset();
        const auto third = co_await direct.set(remove, soon());
        co_return third;
    };
    EXPECT_TRUE(test::run_awaitable(ask_three()));
    EXPECT_FALSE(has(1, 5));
}

TEST_F(Favorites, that_cannot_be_written_keep_no_others_from_it) {
    ASSERT_TRUE(
        as_owner("INSERT INTO users_favorite (user_id, shop_id) SELECT 1, n FROM generate_series(1, 500) AS n"));
    const auto outcomes = all_at_once({{2, 1, true}, {1, 501, true}, {3, 1, true}, {2, 2, true}, {2, 601, true}});
    EXPECT_TRUE(outcomes[0]);
    EXPECT_EQ(outcomes[1].error().code, "favorites.full");
    EXPECT_EQ(outcomes[2].error().code, "session.missing");
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(outcomes[4].error().code, "shop.not_found");
    EXPECT_EQ(value("SELECT string_agg(shop_id::text, ' ' ORDER BY shop_id) FROM users_favorite WHERE user_id = 2"),
              "1 2");
}

TEST_F(Favorites, are_not_tried_one_by_one_while_the_database_is_away) {
    transactions.fail_with = Error{ErrorKind::transient, "database.unavailable", "away"};
    const auto outcomes = all_at_once({{1, 1, true}, {2, 2, true}, {1, 3, true}});
    for (const auto& done : outcomes) EXPECT_EQ(done.error().code, "database.unavailable");
    EXPECT_LE(transactions.count, 3) << "one each at most";
    transactions.fail_with.reset();
    EXPECT_TRUE(add(1, 1)) << "and goes on afterwards";
}

TEST_F(Favorites, are_refused_when_too_many_wait) {
    std::vector<members::FavoriteChange> crowd(FavoriteWriter::kMostWaiting + 1, {1, 1, true});
    transactions.fail_with = Error{ErrorKind::transient, "database.unavailable", "away"};
    const auto outcomes = all_at_once(crowd);
    EXPECT_EQ(outcomes.front().error().code, "database.unavailable");
    EXPECT_EQ(outcomes.back().error().code, "favorites.busy");
}

}  // namespace
}  // namespace hub::passport_db
