// queues/relay.cpp: brings due rows into the stream.
#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {
namespace {

constexpr Time kPoll = 250;
constexpr std::size_t kMost = 20;

}  // namespace

void Worker::relay_step() {
    after(kPoll, Happens::relay);
    if (world_.redis_is_away() || !reaches_database()) return;
    Database& database = world_.database;
    const Fate commit = database_fate();
    std::vector<DeliveryView> due;
    database.begin();
    database.claim_due(world_.now, kMost, due);
    if (due.empty()) return;
    const Fate adding = world_.redis_fate();
    // A pipeline may stop anywhere.
    const auto added = takes_effect(adding) ? due.size()
                       : adding == Fate::failed
                           ? 0
                           : static_cast<std::size_t>(world_.chance.between(0, static_cast<std::int64_t>(due.size())));
    for (std::size_t index = 0; index < added; ++index) {
        const auto& view = due[index];
        const bool alone = view.crashes > 0 && world_.rules.travels_alone(view.crashes, world_.route_of(view.id));
        world_.lane.add({view.id, view.epoch, alone}, world_.now);
        if (world_.traced())
            note("publishes " + std::to_string(view.id) + ":" + std::to_string(view.epoch) + (alone ? ":alone" : ""));
    }
    if (adding == Fate::dies_before || adding == Fate::dies_after) {
        database.roll_back();
        return die(0);
    }
    if (adding != Fate::done)
        for (const auto& view : due) database.unpublish(view.id);
    if (takes_effect(commit)) database.commit(false);
    else database.roll_back();
    (void)dies_of(commit);
}

}  // namespace hub::simulation
