#include "router/runtime/database.hpp"

#include <mutex>

#include <pqxx/pqxx>

#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"
#include "router/runtime/wait.hpp"

namespace hub::runtime {
namespace {

class PostgresUnitOfWork final : public UnitOfWork {
public:
    explicit PostgresUnitOfWork(pqxx::transaction_base& transaction) : transaction_(transaction) {}
    void publish(Message message) override { published_.push_back(std::move(message)); }
    pqxx::transaction_base& transaction() { return transaction_; }
    const std::vector<Message>& published() const { return published_; }

private:
    pqxx::transaction_base& transaction_;
    std::vector<Message> published_;
};

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char character : value) {
        if (character == '\'' || character == '\\') text += '\\';
        text += character;
    }
    return text + "'";
}

Error from_sql_state(const std::string& state, const std::string& what) {
    const auto kind_of = [&state] {
        if (state == "40001" || state == "40P01" || state == "53300" || state == "55P03" || state.starts_with("57P") ||
            state.starts_with("08"))
            return ErrorKind::transient;
        if (state.starts_with("53")) return ErrorKind::throttled;
        if (state.starts_with("23")) return ErrorKind::conflict;
        if (state == "57014") return ErrorKind::cancelled;
        if (state == "42501") return ErrorKind::forbidden;
        if (state.starts_with("22")) return ErrorKind::invalid;
        return ErrorKind::permanent;
    };
    return {kind_of(), "database." + (state.empty() ? std::string("error") : state), what};
}

}  // namespace

Error to_error(const std::exception_ptr& thrown) {
    // Order matters: in libpqxx 6.4 in_doubt_error and broken_connection are no sql_errors, and
    // statement_completion_unknown hides under transaction_rollback, which is no sql_error either; and some classes do not
    // hand on their sqlstate.
    try {
        std::rethrow_exception(thrown);
    } catch (const pqxx::in_doubt_error& error) {
        return {ErrorKind::unknown_outcome, "database.commit_in_doubt", error.what()};
    } catch (const pqxx::statement_completion_unknown& error) {
        return {ErrorKind::unknown_outcome, "database.commit_in_doubt", error.what()};
    } catch (const pqxx::transaction_rollback& error) {
        return {ErrorKind::transient, "database.rolled_back", error.what()};
    } catch (const pqxx::broken_connection& error) {
        return {ErrorKind::transient, "database.unavailable", error.what()};
    } catch (const pqxx::insufficient_privilege& error) {
        return from_sql_state("42501", error.what());
    } catch (const pqxx::insufficient_resources& error) {
        return from_sql_state("53000", error.what());
    } catch (const pqxx::sql_error& error) {
        return from_sql_state(error.sqlstate(), error.what());
    } catch (const std::exception& error) {
        return {ErrorKind::bug, "database.unexpected", error.what()};
    }
}

std::string connection_string(const DatabaseSettings& settings) {
    return "host=" + quoted(settings.host) + " port=" + std::to_string(settings.port) +
           " dbname=" + quoted(settings.name) + " user=" + quoted(settings.role) +
           " password=" + quoted(settings.password) +
           " connect_timeout=3 keepalives=1 keepalives_idle=1 keepalives_interval=1 keepalives_count=2"
           " tcp_user_timeout=3000 application_name=passport-hub client_encoding=UTF8";
}

pqxx::transaction_base& native(UnitOfWork& unit_of_work) {
    return static_cast<PostgresUnitOfWork&>(unit_of_work).transaction();
}

// As many connections as threads, so taking one never waits.
struct Database::Connections {
    Connections(DatabaseSettings database_settings, const Clock& injected_clock, OutboxWriter writer)
        : settings(std::move(database_settings)), clock(injected_clock), outbox_writer(std::move(writer)) {}

    std::unique_ptr<pqxx::connection> take() {
        {
            const std::lock_guard lock(mutex);
            if (!idle.empty()) {
                auto connection = std::move(idle.back());
                idle.pop_back();
                return connection;
            }
        }
        // What run() sets for its own transaction is set for what has none.
        const auto limit = std::chrono::milliseconds(kLongestStatement).count();
        return std::make_unique<pqxx::connection>(connection_string(settings) +
                                                  " options='-c statement_timeout=" + std::to_string(limit) + "'");
    }

    void give_back(std::unique_ptr<pqxx::connection> connection) {
        const std::lock_guard lock(mutex);
        idle.push_back(std::move(connection));
    }

    // A connection is given back only after a success or an orderly rollback; a broken one is dropped.
    template <typename Run>
    Result<void> run(Run run_on_connection) {
        try {
            auto connection = take();
            auto result = run_on_connection(*connection);
            give_back(std::move(connection));
            HUB_FAILPOINT_ONLY(if (failpoint::noted("accepted")) HUB_FAILPOINT("K5.after"));
            return result;
        } catch (...) {
            metrics::number("hub_database_errors_total").fetch_add(1);
            auto error = to_error(std::current_exception());
            // Connections that were idle when the server went away are as dead as this one.
            if (error.code == "database.unavailable") drop_idle();
            return error;
        }
    }

    Result<void> run_on(pqxx::connection& connection, const Job& job, Deadline deadline) {
        pqxx::work transaction(connection);
        const auto remaining = std::max<std::int64_t>(1, deadline.remaining(clock).count());
        transaction.exec0("SET LOCAL statement_timeout = " + std::to_string(remaining));
        PostgresUnitOfWork unit_of_work(transaction);
        auto result = job(unit_of_work);
        // Only a transaction that publishes counts: a worker has others.
        HUB_FAILPOINT_ONLY(const bool accepts = result && !unit_of_work.published().empty());
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT("K2.after"));
        if (result && !unit_of_work.published().empty()) result = outbox_writer(transaction, unit_of_work.published());
        if (!result) {
            transaction.abort();
            return result;
        }
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT("K4.before"));
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT_DOING("K4.inside", failpoint::write_commit(transaction, 6)));
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT_DOING("K4.after", failpoint::write_commit(transaction, 12)));
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT_DOING("K5.before", failpoint::write_commit(transaction, 12),
                                                            failpoint::await_answer(connection.sock())));
        transaction.commit();
        HUB_FAILPOINT_ONLY(if (accepts) HUB_FAILPOINT("K5.inside"));
        HUB_FAILPOINT_ONLY(if (accepts) failpoint::note("accepted"));
        return result;
    }

    Result<void> run_statement_on(pqxx::connection& connection, const Job& job) {
        pqxx::nontransaction alone(connection);
        PostgresUnitOfWork unit_of_work(alone);
        auto result = job(unit_of_work);
        if (!unit_of_work.published().empty())
            return Error{ErrorKind::bug, "database.no_transaction", "what has no transaction publishes nothing"};
        return result;
    }

    void drop_idle() {
        const std::lock_guard lock(mutex);
        idle.clear();
    }

    const DatabaseSettings settings;
    const Clock& clock;
    const OutboxWriter outbox_writer;
    std::mutex mutex;
    std::vector<std::unique_ptr<pqxx::connection>> idle;
};

Database::Database(DatabaseSettings settings, const Clock& clock, OutboxWriter outbox_writer)
    : connections_(std::make_shared<Connections>(settings, clock, std::move(outbox_writer))),
      pool_("database", settings.connections, settings.most_waiting, clock) {}

Database::~Database() = default;

boost::asio::awaitable<Result<void>> Database::run(Job job, Deadline deadline) {
    std::function<Result<void>()> work = [connections = connections_, job = std::move(job), deadline] {
        return connections->run([&](pqxx::connection& own) { return connections->run_on(own, job, deadline); });
    };
    // A frozen server would hold the thread beyond any statement timeout: the wait for it ends at the deadline.
    return within<void>(deadline, run_blocking<void>(pool_, std::move(work), deadline));
}

boost::asio::awaitable<Result<void>> Database::run_statement(Job job, Deadline deadline) {
    std::function<Result<void>()> work = [connections = connections_, job = std::move(job)] {
        return connections->run([&](pqxx::connection& own) { return connections->run_statement_on(own, job); });
    };
    return within<void>(deadline, run_blocking<void>(pool_, std::move(work), deadline));
}

Result<void> Database::run_here(const Job& job, Deadline deadline) {
    return connections_->run([&](pqxx::connection& own) { return connections_->run_on(own, job, deadline); });
}

}  // namespace hub::runtime
