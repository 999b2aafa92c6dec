#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "router/core/clock.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

// Class of the advisory locks that workers hold as a sign of life: pg_advisory_lock(kWorkerLocks, number).
constexpr int kWorkerLocks = 0x48554257;
// Class of the locks that keep two reconcilers from doing the same: the key is the lane's position.
constexpr int kReconcilerLocks = 0x48554252;

// How many workers hold such a lock. Throws what libpqxx throws.
int live_workers(pqxx::transaction_base& transaction);

// Who this process is to the others: a row in hub.worker and, as the sign that it lives, an advisory lock held on a
// connection of its own that nothing else uses and that is never reconnected in silence. A lost session means a new
// number; what was leased under the old one is anybody's.
class WorkerIdentity {
public:
    // `name` is what people call the process, "worker-1".
    WorkerIdentity(runtime::DatabaseSettings settings, std::string name, const Clock& clock);
    ~WorkerIdentity();

    // The number under which deliveries may be leased and sent now; 0 when there is none, or when the session has not
    // been confirmed for kFreshness. From any thread.
    std::int64_t current() const;
    // How long there has been a number without a break; zero when there is none. From any thread.
    std::chrono::milliseconds present_for() const;

    // The name in hub.worker and in events: `name` with a few random digits, the same for the life of the process.
    const std::string& name() const { return name_; }

    // One round of the liveness thread: gets a number, or confirms the session. Returns the pause until the next.
    std::chrono::milliseconds step();

    // Gives the number up, so that leases left behind are taken over at once. After the thread has ended; never blocks.
    void release();
    // Breaks the session, from any thread.
    void interrupt();

    static constexpr std::chrono::milliseconds kFreshness{4'000};

private:
    struct Session;
    // `asked`: when the server was asked that has now confirmed the session.
    void note_confirmed(MonotonicTime asked);
    void lose(const std::string& reason);

    const runtime::DatabaseSettings settings_;
    const std::string name_;
    const Clock& clock_;
    std::unique_ptr<Session> session_;
    std::atomic<std::int64_t> number_{0};
    std::atomic<MonotonicTime::rep> confirmed_{0};
    std::atomic<MonotonicTime::rep> entered_{0};
};

}  // namespace hub::queues
