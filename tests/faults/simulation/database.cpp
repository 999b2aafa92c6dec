#include "tests/faults/simulation/database.hpp"

#include <algorithm>

namespace hub::simulation {

void Database::commit(bool reaches_disk) {
    if (reaches_disk) {
        // The log is written in order: with this commit everything before it is on disk.
        undo_.clear();
        boundaries_.clear();
    } else if (undo_.size() > transaction_) {
        boundaries_.push_back(transaction_);
    }
    transaction_ = undo_.size();
}

void Database::roll_back() {
    while (undo_.size() > transaction_) {
        rows[undo_.back().index] = undo_.back().row;
        undo_.pop_back();
    }
}

void Database::crash(Chance& chance, Time now) {
    while (!boundaries_.empty() && chance.one_in(2)) {
        transaction_ = boundaries_.back();
        boundaries_.pop_back();
        roll_back();
    }
    undo_.clear();
    boundaries_.clear();
    transaction_ = 0;
    ++starts;
    for (std::size_t index = 0; index < sessions.size(); ++index) end_session(static_cast<int>(index) + 1, now);
}

Row& Database::change(std::int64_t id) {
    undo_.push_back({static_cast<std::size_t>(id - 1), row(id)});
    return row(id);
}

DeliveryView Database::view(std::int64_t id) const {
    const Row& row = rows[static_cast<std::size_t>(id - 1)];
    return {id, row.state, row.epoch, row.attempts, row.crashes};
}

void Database::claim_due(Time now, std::size_t limit, std::vector<DeliveryView>& due) {
    due.clear();
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const Row& row = rows[index];
        if (row.state == State::pending && !row.published && row.next_attempt_at <= now)
            due.push_back(view(static_cast<std::int64_t>(index) + 1));
    }
    std::stable_sort(due.begin(), due.end(), [this](const auto& left, const auto& right) {
        return row(left.id).next_attempt_at < row(right.id).next_attempt_at;
    });
    if (due.size() > limit) due.resize(limit);
    for (const auto& claimed : due) {
        Row& row = change(claimed.id);
        row.published = true;
        row.published_at = now;
    }
}

void Database::unpublish(std::int64_t id) {
    if (row(id).state == State::pending) change(id).published = false;
}

bool Database::lease(const Ticket& ticket, int worker) {
    if (!knows(ticket.delivery)) return false;
    const Row& found = row(ticket.delivery);
    if (guards_.lease_names_state && found.state != State::pending) return false;
    if (guards_.lease_names_epoch && found.epoch != ticket.epoch) return false;
    Row& leased = change(ticket.delivery);
    leased.state = State::leased;
    if (guards_.lease_raises_epoch) leased.epoch += 1;
    leased.leased_by = worker;
    return true;
}

bool Database::apply(const Transition& transition, Time now) {
    const Row& found = row(transition.id);
    if (guards_.change_names_state && found.state != transition.from) return false;
    if (guards_.change_names_epoch && found.epoch != transition.epoch) return false;
    Row& changed = change(transition.id);
    changed.state = transition.to;
    changed.epoch += transition.epoch_step;
    changed.attempts = std::max(0, changed.attempts + transition.attempts_step);
    changed.crashes += transition.crashes_step;
    if (transition.to == State::pending) {
        changed.leased_by = 0;
        changed.published = false;
        changed.next_attempt_at = now + transition.delay.count();
    }
    if (transition.to == State::sending) changed.sending_since = now;
    return true;
}

bool Database::withdraw(const Ticket& ticket) {
    const Row& found = row(ticket.delivery);
    if (found.state != State::pending || !found.published) return false;
    if (guards_.withdrawal_names_epoch && found.epoch != ticket.epoch) return false;
    change(ticket.delivery).published = false;
    return true;
}

int Database::enter(int worker, int process) {
    sessions.push_back({worker, process, true, 0, starts});
    return static_cast<int>(sessions.size());
}

void Database::end_session(int number, Time now) {
    if (number == 0) return;
    Session& session = sessions[static_cast<std::size_t>(number - 1)];
    if (!session.open) return;
    session.open = false;
    session.ended_at = now;
}

bool Database::ended_with_server(int number) const {
    return number != 0 && sessions[static_cast<std::size_t>(number - 1)].server_start < starts;
}

bool Database::entered_again(int number) const {
    if (number == 0) return false;
    const int process = sessions[static_cast<std::size_t>(number - 1)].process;
    return std::any_of(sessions.begin() + number, sessions.end(),
                       [process](const Session& later) { return later.process == process; });
}

bool Database::ended_by_outage(int number, int own_process) const {
    if (number == 0) return false;
    const bool own = sessions[static_cast<std::size_t>(number - 1)].process == own_process;
    return (guards_.own_session_is_no_crash && own) ||
           (guards_.server_restart_is_no_crash && ended_with_server(number)) ||
           (guards_.entering_again_is_no_crash && entered_again(number));
}

}  // namespace hub::simulation
