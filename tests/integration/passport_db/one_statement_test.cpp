#include <pqxx/pqxx>

#include "router/core/in_transaction.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

// What Database::run_statement() does.
class OneStatement : public PassportDatabase {
protected:
    Result<std::string> read(const std::string& sql) {
        std::function<Result<std::string>(UnitOfWork&)> work = [sql](UnitOfWork& unit_of_work) {
            return Result<std::string>(runtime::native(unit_of_work).exec1(sql)[0].as<std::string>());
        };
        return test::run_awaitable(in_one_statement(static_cast<Transactions&>(application), std::move(work), soon()));
    }
};

TEST_F(OneStatement, returns_what_is_committed) {
    ASSERT_TRUE(
        as_owner("DELETE FROM users; INSERT INTO users (user_id, mail, status) VALUES (1, 'a@example.jp', 'active')"));
    EXPECT_EQ(read("SELECT mail FROM users").value(), "a@example.jp");
}

TEST_F(OneStatement, is_no_transaction_and_still_ends) {
    EXPECT_EQ(read("SELECT (now() = statement_timestamp())::text").value(), "true");
    EXPECT_EQ(read("SHOW statement_timeout").value(), "10s");
}

TEST_F(OneStatement, says_what_the_database_says) {
    EXPECT_EQ(read("SELECT mail FROM hub.nothing").error().kind, ErrorKind::permanent);
    EXPECT_EQ(read("SELECT 'again'").value(), "again");
}

TEST_F(OneStatement, goes_on_after_the_server_ended_its_connection) {
    const auto process = read("SELECT pg_backend_pid()::text").value();
    pqxx::connection another(runtime::connection_string(test::Servers::shared().application()));
    pqxx::nontransaction ending(another);
    EXPECT_TRUE(ending.exec1("SELECT pg_terminate_backend(" + process + ", 5000)")[0].as<bool>());
    const auto first = read("SELECT 'first'");
    if (!first) {
        EXPECT_EQ(first.error().kind, ErrorKind::transient) << first.error().code;
    }
    EXPECT_EQ(read("SELECT 'second'").value(), "second");
}

TEST_F(OneStatement, publishes_nothing) {
    Transactions::Job job = [](UnitOfWork& unit_of_work) {
        unit_of_work.publish(make_message(system_clock(), "/tests", "test.published", "{}"));
        return Result<void>::success();
    };
    EXPECT_EQ(test::run_awaitable(application.run_statement(std::move(job), soon())).error().code,
              "database.no_transaction");
}

}  // namespace
}  // namespace hub::passport_db
