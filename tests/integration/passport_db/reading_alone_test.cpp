#include <pqxx/pqxx>

#include "router/core/in_transaction.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

// What Database::read() does: one statement without a transaction around it.
class ReadingAlone : public PassportDatabase {
protected:
    Result<std::string> read(const std::string& sql) {
        std::function<Result<std::string>(UnitOfWork&)> work = [sql](UnitOfWork& unit_of_work) {
            return Result<std::string>(runtime::native(unit_of_work).exec1(sql)[0].as<std::string>());
        };
        return test::run_awaitable(in_one_read(static_cast<Transactions&>(application), std::move(work), soon()));
    }
};

TEST_F(ReadingAlone, returns_what_is_committed) {
    ASSERT_TRUE(
        as_owner("DELETE FROM users; INSERT INTO users (user_id, mail, status) VALUES (1, 'a@example.jp', 'active')"));
    EXPECT_EQ(read("SELECT mail FROM users").value(), "a@example.jp");
}

TEST_F(ReadingAlone, is_no_transaction_and_still_ends) {
    EXPECT_EQ(read("SELECT (now() = statement_timestamp())::text").value(), "true");
    EXPECT_EQ(read("SHOW statement_timeout").value(), "10s");
}

TEST_F(ReadingAlone, says_what_the_database_says) {
    EXPECT_EQ(read("SELECT mail FROM hub.nothing").error().kind, ErrorKind::permanent);
    EXPECT_EQ(read("SELECT 'again'").value(), "again");
}

TEST_F(ReadingAlone, goes_on_after_the_server_ended_its_connection) {
    const auto process = read("SELECT pg_backend_pid()::text").value();
    ASSERT_EQ(value("SELECT pg_terminate_backend(" + process + ")"), "t");
    const auto first = read("SELECT 'first'");
    if (!first) {
        EXPECT_EQ(first.error().kind, ErrorKind::transient) << first.error().code;
    }
    EXPECT_EQ(read("SELECT 'second'").value(), "second");
}

TEST_F(ReadingAlone, publishes_nothing) {
    Transactions::Job job = [](UnitOfWork& unit_of_work) {
        unit_of_work.publish(make_message(system_clock(), "/tests", "test.published", "{}"));
        return Result<void>::success();
    };
    EXPECT_EQ(test::run_awaitable(application.read(std::move(job), soon())).error().code, "database.read_published");
}

}  // namespace
}  // namespace hub::passport_db
