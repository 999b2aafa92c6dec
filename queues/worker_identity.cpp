#include "queues/worker_identity.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

#include <pqxx/pqxx>

#include "router/core/ids.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

std::string host_name() {
    char name[256] = {};
    gethostname(name, sizeof(name) - 1);
    return name;
}

}  // namespace

int live_workers(pqxx::transaction_base& transaction) {
    const auto row = transaction.exec_params1(
        "SELECT count(DISTINCT objid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
        "AND classid = $1::bigint::oid "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        kWorkerLocks);
    return row[0].as<int>();
}

struct WorkerIdentity::Session {
    std::mutex mutex;  // `connection` is replaced only under it, so that interrupt() meets a live one
    std::unique_ptr<pqxx::connection> connection;
    int backend = 0;   // the server process that holds the lock

    // Row and lock in one transaction: nobody ever sees the row of a living worker without its lock.
    std::int64_t enter(const std::string& name) {
        pqxx::work transaction(*connection);
        const auto row = transaction.exec_params1(
            "INSERT INTO hub.worker (name, host, pid) VALUES ($1, $2, $3) RETURNING id, pg_backend_pid()", name,
            host_name(), static_cast<int>(getpid()));
        const auto number = row[0].as<std::int64_t>();
        transaction.exec_params1("SELECT pg_advisory_lock($1::int, $2::int)", kWorkerLocks, number);
        transaction.commit();
        backend = row[1].as<int>();
        return number;
    }

    // Another server process behind the connection means that libpqxx reconnected: the lock is gone.
    bool confirm() {
        pqxx::nontransaction transaction(*connection);
        return transaction.exec1("SELECT pg_backend_pid()")[0].as<int>() == backend;
    }
};

WorkerIdentity::WorkerIdentity(runtime::DatabaseSettings settings, std::string name, const Clock& clock)
    : settings_(std::move(settings)),
      name_(std::move(name) + "-" + to_hex(random_bytes(4))),
      clock_(clock),
      session_(std::make_unique<Session>()) {}

WorkerIdentity::~WorkerIdentity() = default;

std::int64_t WorkerIdentity::current() const {
    const MonotonicTime confirmed{MonotonicTime::duration(confirmed_.load())};
    return clock_.monotonic() - confirmed <= kFreshness ? number_.load() : 0;
}

milliseconds WorkerIdentity::present_for() const {
    if (current() == 0) return milliseconds(0);
    const MonotonicTime entered{MonotonicTime::duration(entered_.load())};
    return std::chrono::duration_cast<milliseconds>(clock_.monotonic() - entered);
}

milliseconds WorkerIdentity::step() {
    // The moment before asking: the lock was held at least until then.
    const auto asked = clock_.monotonic();
    try {
        if (!session_->connection) {
            auto fresh = std::make_unique<pqxx::connection>(runtime::connection_string(settings_) +
                                                            " application_name='passport-hub liveness'");
            const std::lock_guard lock(session_->mutex);
            session_->connection = std::move(fresh);
        }
        if (number_ != 0) {
            if (!session_->confirm()) {
                lose("the server ended the session");
                return milliseconds(0);
            }
            note_confirmed(asked);
        } else {
            const auto number = session_->enter(name_);
            note_confirmed(asked);
            number_ = number;
            log::info("worker.entered", {{"worker", number}, {"name", name_}});
        }
        return milliseconds(1'000);
    } catch (...) {
        lose(runtime::to_error(std::current_exception()).detail);
        return milliseconds(300);
    }
}

void WorkerIdentity::note_confirmed(MonotonicTime asked) {
    const auto time = asked.time_since_epoch().count();
    if (current() == 0) entered_ = time;
    confirmed_ = time;
}

void WorkerIdentity::lose(const std::string& reason) {
    if (number_.exchange(0) != 0) {
        metrics::number("hub_worker_sessions_lost_total").fetch_add(1);
        log::warning("worker.session_lost", {{"name", name_}, {"reason", reason}});
    }
    const std::lock_guard lock(session_->mutex);
    session_->connection.reset();
}

void WorkerIdentity::release() {
    // Nothing is asked of the server, which may be frozen: the lock goes with the session, and a reconciler removes the
    // row of hub.worker.
    number_ = 0;
    const std::lock_guard lock(session_->mutex);
    session_->connection.reset();
}

void WorkerIdentity::interrupt() {
    const std::lock_guard lock(session_->mutex);
    if (session_->connection) ::shutdown(session_->connection->sock(), SHUT_RDWR);
}

}  // namespace hub::queues
