#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "queues/delivery_rules.hpp"
#include "tests/faults/simulation/chance.hpp"
#include "tests/faults/simulation/guards.hpp"

namespace hub::simulation {

using queues::DeliveryView;
using queues::State;
using queues::Ticket;
using queues::Transition;
using Time = std::int64_t;  // milliseconds since the campaign began

// hub.delivery, as far as the statements of delivery_store.cpp and transition_store.cpp look at it.
struct Row {
    State state = State::pending;
    int epoch = 0;
    int attempts = 0;
    int crashes = 0;
    int route = 0;
    int leased_by = 0;
    bool published = false;
    Time published_at = 0;
    Time next_attempt_at = 0;
    Time sending_since = 0;
};

// hub.worker and the advisory lock that goes with a row of it.
struct Session {
    int worker = 0;   // index of the process
    int process = 0;  // its incarnation: a restarted worker is another one
    bool open = true;
    Time ended_at = 0;
    int server_start = 0;  // of the server that it was opened with
};

// PostgreSQL with those statements and nothing else. A transaction is one call of the machinery from begin() to
// commit() or roll_back(): row locks make the real ones just as serial.
class Database {
public:
    explicit Database(const Guards& guards) : guards_(guards) {}

    std::vector<Row> rows;          // delivery number minus one
    std::vector<Session> sessions;  // worker number minus one
    bool up = true;
    int starts = 0;

    void begin() { transaction_ = undo_.size(); }
    void commit(bool reaches_disk);
    void roll_back();
    // All sessions end, and a part of what was committed without waiting for the disk may be forgotten.
    void crash(Chance& chance, Time now);

    void claim_due(Time now, std::size_t limit, std::vector<DeliveryView>& due);
    void unpublish(std::int64_t id);
    bool lease(const Ticket& ticket, int worker);
    bool apply(const Transition& transition, Time now);
    bool withdraw(const Ticket& ticket);
    bool knows(std::int64_t id) const { return id >= 1 && id <= static_cast<std::int64_t>(rows.size()); }
    Row& row(std::int64_t id) { return rows[static_cast<std::size_t>(id - 1)]; }
    DeliveryView view(std::int64_t id) const;

    int enter(int worker, int process);
    void end_session(int number, Time now);
    bool lock_is_free(int number) const { return number == 0 || !sessions[static_cast<std::size_t>(number - 1)].open; }
    // Whether a session is known to have ended for another reason than its process.
    bool ended_by_outage(int number, int own_process) const;
    bool ended_with_server(int number) const;  // the server has been started since
    bool entered_again(int number) const;      // its process has another number now

private:
    struct Before {
        std::size_t index;
        Row row;
    };
    Row& change(std::int64_t id);

    const Guards& guards_;
    std::vector<Before> undo_;             // since the last commit that reached the disk
    std::vector<std::size_t> boundaries_;  // where transactions in it begin
    std::size_t transaction_ = 0;
};

}  // namespace hub::simulation
