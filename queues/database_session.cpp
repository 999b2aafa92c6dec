#include "queues/database_session.hpp"

#include <sys/socket.h>

#include <atomic>
#include <mutex>

#include <pqxx/pqxx>

#include "queues/reconnection.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

// Waking up is all a notification is for: rows say the rest.
class Wakeup final : public pqxx::notification_receiver {
public:
    using notification_receiver::notification_receiver;
    void operator()(const std::string&, int) override {}
};

std::string session_string(const runtime::DatabaseSettings& settings, const std::string& purpose) {
    // Of two equal keywords libpq takes the last.
    return runtime::connection_string(settings) + " application_name='passport-hub " + purpose +
           "' options='-c statement_timeout=10s -c idle_in_transaction_session_timeout=20s'";
}

}  // namespace

struct DatabaseSession::State {
    State(std::string text, std::string listen_channel, const Clock& injected_clock)
        : connection_text(std::move(text)),
          channel(std::move(listen_channel)),
          clock(injected_clock),
          reconnection(milliseconds(100), milliseconds(2'000), system_random) {}

    pqxx::connection& connect() {
        if (connection) return *connection;
        auto fresh = std::make_unique<pqxx::connection>(connection_text);
        if (!channel.empty()) wakeup = std::make_unique<Wakeup>(*fresh, channel);
        const std::lock_guard lock(mutex);
        connection = std::move(fresh);
        if (interrupted) ::shutdown(connection->sock(), SHUT_RDWR);
        reconnection.succeeded();
        connected = true;
        return *connection;
    }

    void drop() {
        wakeup.reset();
        const std::lock_guard lock(mutex);
        connection.reset();
        connected = false;
    }

    // Runs what needs the connection; one that broke is dropped, so that libpqxx never reconnects in silence.
    template <typename Work>
    Result<void> guarded(const Work& work) {
        if (interrupted) return Error{ErrorKind::cancelled, "database.interrupted", "the session is being closed"};
        if (!connection && !reconnection.is_due(clock.monotonic()))
            return Error{ErrorKind::transient, "database.waiting", "the database could not be reached a moment ago"};
        try {
            work(connect());
            return Result<void>::success();
        } catch (...) {
            auto error = runtime::to_error(std::current_exception());
            metrics::number("hub_database_errors_total").fetch_add(1);
            // Refused statements leave the connection usable; everything else does not.
            if (!connection || !connection->is_open() || error.kind == ErrorKind::transient ||
                error.kind == ErrorKind::unknown_outcome || error.kind == ErrorKind::cancelled) {
                drop();
                reconnection.failed(clock.monotonic());
            }
            return error;
        }
    }

    const std::string connection_text;
    const std::string channel;
    const Clock& clock;
    Reconnection reconnection;
    std::mutex mutex;  // `connection` is replaced only under it, so that interrupt() meets a live one
    std::atomic<bool> interrupted{false};
    std::atomic<bool> connected{false};
    std::unique_ptr<pqxx::connection> connection;
    std::unique_ptr<Wakeup> wakeup;  // after the connection: it refers to it
};

DatabaseSession::DatabaseSession(const runtime::DatabaseSettings& settings, const std::string& purpose,
                                 const Clock& clock, std::string channel)
    : state_(std::make_unique<State>(session_string(settings, purpose), std::move(channel), clock)) {}

DatabaseSession::~DatabaseSession() = default;

Result<void> DatabaseSession::run(const Job& job) {
    return state_->guarded([&job](pqxx::connection& connection) {
        pqxx::work transaction(connection);
        job(transaction);
        transaction.commit();
    });
}

Result<void> DatabaseSession::wait(milliseconds longest) {
    return state_->guarded([longest](pqxx::connection& connection) {
        const auto count = longest.count();
        connection.await_notification(static_cast<long>(count / 1'000), static_cast<long>(count % 1'000 * 1'000));
    });
}

void DatabaseSession::interrupt() {
    state_->interrupted = true;
    const std::lock_guard lock(state_->mutex);
    if (state_->connection) ::shutdown(state_->connection->sock(), SHUT_RDWR);
}

bool DatabaseSession::connected() const { return state_->connected; }

}  // namespace hub::queues
