// queues/consumer.cpp: takes tickets out of the stream, leases their rows, stores that calls begin.
#include <algorithm>

#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {

void Worker::consumer_step() {
    Time delay = 0;
    if (draining_ && taking_ != Taking::beginning) {
        consumer_ended_ = true;
        return;
    }
    switch (taking_) {
        case Taking::choosing: delay = read_lane(); break;
        case Taking::chunks: delay = next_chunk(); break;
        case Taking::leasing: delay = lease_chunk(); break;
        case Taking::beginning: delay = begin_calls(); break;
    }
    if (alive_) after(delay, Happens::consumer);
}

Time Worker::read_lane() {
    step_number_ = current();
    if (step_number_ == 0) return 100;
    if (one_alone_ || !alone_.empty()) {
        if (places_used_ > 0) return 20;
        one_alone_ = !alone_.empty();
        if (!one_alone_) return 0;
        chunk_.assign(1, alone_.front());
        alone_.pop_front();
        taking_ = Taking::leasing;
        return world_.pause();
    }
    if (!unleased_.empty()) {
        sort_out(std::exchange(unleased_, {}));
        return world_.pause();
    }
    const int free = world_.guards.places_are_limited ? world_.campaign.places - places_used_ : 1'000;
    if (free <= 0) return 20;
    const Fate fate = world_.redis_fate();
    if (fate == Fate::failed) return 100;
    std::vector<Entry> given;
    bool group = true;
    if (takes_effect(fate))
        group = world_.lane.read(std::min(world_.campaign.batch, static_cast<std::size_t>(free)), world_.now, given);
    if (dies_of(fate)) return 0;
    if (!group) {
        if (world_.lane.ensure_group(world_.guards.groups_begin_at_zero)) streams_lost_ = true;
        return world_.pause();
    }
    // An answer that was lost has given its entries out all the same.
    if (fate != Fate::done) return 100;
    if (given.empty()) return world_.chance.between(20, 120);
    sort_out(given);
    return world_.pause();
}

void Worker::sort_out(const std::vector<Entry>& entries) {
    std::vector<StreamId> garbage;
    for (const auto& entry : entries) {
        if (entry.garbage) garbage.push_back(entry.id);
        else if (entry.ticket.alone) alone_.push_back(entry);
        else together_.push_back(entry);
    }
    taking_ = Taking::chunks;
    remove_from_lane(garbage);
}

Time Worker::next_chunk() {
    if (together_.empty()) {
        taking_ = Taking::choosing;
        return unleased_.empty() ? 0 : 100;
    }
    const int free = world_.guards.places_are_limited ? world_.campaign.places - places_used_ : 1'000;
    if (free <= 0) return 20;
    const auto count = static_cast<std::ptrdiff_t>(std::min(static_cast<std::size_t>(free), together_.size()));
    chunk_.assign(together_.begin(), together_.begin() + count);
    together_.erase(together_.begin(), together_.begin() + count);
    taking_ = Taking::leasing;
    return 0;
}

Time Worker::lease_chunk() {
    const Fate fate = database_fate();
    if (fate != Fate::done) return lease_in_doubt(fate);
    leased_.clear();
    std::vector<StreamId> useless;
    world_.database.begin();
    for (const auto& entry : chunk_) {
        if (world_.database.lease(entry.ticket, step_number_)) {
            leased_.push_back(world_.database.view(entry.ticket.delivery));
            if (world_.traced())
                note("leases " + std::to_string(entry.ticket.delivery) + ":" + std::to_string(entry.ticket.epoch));
        } else if (world_.guards.consumer_drops_useless) {
            useless.push_back(entry.id);
        }
    }
    world_.database.commit(world_.guards.lease_reaches_disk);
    taking_ = Taking::beginning;
    remove_from_lane(useless);
    return world_.pause();
}

Time Worker::lease_in_doubt(Fate fate) {
    world_.database.begin();
    if (takes_effect(fate))
        for (const auto& entry : chunk_) (void)world_.database.lease(entry.ticket, step_number_);
    world_.database.commit(world_.guards.lease_reaches_disk);
    if (dies_of(fate)) return 0;
    note("does not know about its leases");
    if (fate != Fate::failed && world_.guards.doubtful_lease_is_handed_back) hand_back_leases();
    unleased_.insert(unleased_.end(), chunk_.begin(), chunk_.end());
    taking_ = Taking::chunks;
    return 0;
}

void Worker::hand_back_leases() {
    const bool with_place = world_.guards.leases_keep_places;
    for (const auto& entry : chunk_) {
        if (!world_.database.knows(entry.ticket.delivery)) continue;
        hand_back({entry.ticket.delivery, State::leased, entry.ticket.epoch + 1, 0, 0}, entry.id, with_place);
        places_used_ += with_place ? 1 : 0;
    }
}

bool Worker::prepare(const DeliveryView& view, const StreamId& position) {
    const PlannedDelivery& planned = world_.planned(view.id);
    if (planned.poison == Poison::in_preparation) {
        die(view.id);
        return false;
    }
    const QueuedRoute& route = world_.route_of(view.id);
    if (planned.unsendable) {
        const Error error{ErrorKind::permanent, "route.missing", ""};
        const bool with_place = world_.guards.leases_keep_places;
        add_outcome({*world_.rules.next(view, route, queues::CannotBeSent{error}), position, with_place});
        places_used_ += with_place ? 1 : 0;
        return true;
    }
    const auto begins = world_.rules.next(view, route, queues::CallBegins{});
    if (begins) prepared_.push_back({view, *begins, position, world_.now + route.timeout.count()});
    return true;
}

Time Worker::begin_calls() {
    // Two statements of the real step: what is prepared now is committed in the next.
    if (!leased_.empty()) {
        prepared_.clear();
        for (const auto& view : std::exchange(leased_, {})) {
            const auto entry = std::find_if(chunk_.begin(), chunk_.end(),
                                            [&view](const Entry& one) { return one.ticket.delivery == view.id; });
            if (!prepare(view, entry->id)) return 0;
        }
        places_used_ += static_cast<int>(prepared_.size());
        return world_.pause();
    }
    taking_ = Taking::chunks;
    if (prepared_.empty()) return 0;
    if (!world_.guards.sending_before_call && !draining_) {
        for (const auto& one : prepared_) launch(one);
        prepared_.clear();
        return 0;
    }
    calls_begun(draining_ ? Fate::failed : database_fate());
    return world_.pause();
}

void Worker::calls_begun(Fate fate) {
    std::vector<bool> begun(prepared_.size(), false);
    world_.database.begin();
    if (takes_effect(fate))
        for (std::size_t index = 0; index < prepared_.size(); ++index) begun[index] = change(prepared_[index].begins);
    world_.database.commit(world_.guards.sending_reaches_disk);
    if (dies_of(fate)) return;
    const bool known = fate == Fate::done;
    for (std::size_t index = 0; index < prepared_.size(); ++index) {
        Prepared& one = prepared_[index];
        if (known && (begun[index] || !world_.guards.only_changed_rows_are_called)) {
            launch(one);
            continue;
        }
        const bool twice = !known && world_.guards.doubtful_call_is_handed_back;
        const bool place_last = twice && world_.guards.places_go_with_the_last_word;
        hand_back(one.view, one.position, !place_last);
        one.view.state = State::sending;
        if (twice) hand_back(one.view, one.position, place_last);
    }
    prepared_.clear();
}

void Worker::launch(const Prepared& prepared) {
    Call call;
    call.view = prepared.view;
    call.view.state = State::sending;
    call.view.attempts += 1;
    call.deadline = prepared.deadline;
    call.number = step_number_;
    call.worker = index_;
    call.process = process_;
    call.position = prepared.position;
    world_.calls.push_back(call);
    ++calls_under_way_;
    after(world_.chance.latency(10, world_.trouble() ? 15'000 : 100), Happens::call_begins,
          static_cast<std::int64_t>(world_.calls.size()) - 1);
}

void Worker::hand_back(const DeliveryView& view, const StreamId& position, bool had_place) {
    const auto transition = world_.rules.next(view, world_.route_of(view.id), queues::NotCalled{});
    add_outcome({*transition, position, had_place});
}

}  // namespace hub::simulation
