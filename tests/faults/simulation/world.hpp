#pragma once

#include <string>
#include <vector>

#include "tests/faults/simulation/campaign.hpp"
#include "tests/faults/simulation/lane.hpp"
#include "tests/faults/simulation/rules.hpp"
#include "tests/faults/simulation/witness.hpp"

namespace hub::simulation {

enum class Happens : std::uint8_t {
    delivery_accepted,
    fault,
    restart,       // a dead worker comes back
    session_ends,  // the server notices that a client is gone
    identity,      // the steps of a worker's threads
    confirmed,
    relay,
    consumer,
    writer,
    reconciler,
    call_begins,    // on the worker's I/O thread
    call_leaves,    // the request is on the wire
    call_arrives,   // at the provider
    call_answered,  // the provider's answer is back
    call_given_up,
    draining,  // a look at whether a draining worker is through
    database_returns,
};

struct Event {
    Time at = 0;
    std::uint64_t order = 0;
    Happens what = Happens::fault;
    int worker = -1;  // whose thread; -1: nobody's
    int process = 0;  // nothing happens any more in a process that died
    std::int64_t number = 0;
    std::int64_t value = 0;
};

// How a commit or a command went. `doubtful` is done or not, and whoever asked cannot know.
enum class Fate { done, failed, doubtful_done, doubtful_not_done, dies_before, dies_after };
inline bool takes_effect(Fate fate) {
    return fate == Fate::done || fate == Fate::doubtful_done || fate == Fate::dies_after;
}

// What all actors of a campaign share: clock, servers, faults, the calls under way and the trace.
class World {
public:
    World(std::uint64_t seed, const Guards& guards, Trouble trouble, bool traced);

    const Guards guards;
    Chance chance;
    Campaign campaign;
    Rules rules;
    Database database;
    Lane lane;
    Witness witness;
    Time now = 0;
    std::uint64_t steps = 0;

    bool trouble() const { return now < campaign.trouble_ends; }
    // A pause between two steps of a thread.
    Time pause() { return chance.latency(campaign.slowness, trouble() ? 4'000 : 20); }

    void schedule(Time delay, Happens what, int worker = -1, int process = 0, std::int64_t number = 0,
                  std::int64_t value = 0);
    bool take(Event& event);
    std::size_t waiting() const { return events_.size(); }

    // The fate of one commit or command of a worker that can reach the server.
    Fate database_fate();
    Fate redis_fate();

    bool redis_is_away() const { return now < redis_away_until_; }
    bool provider_is_away() const { return now < provider_away_until_; }
    // A fault of a server; those of workers are for the simulation to carry out.
    void befall_servers(const PlannedFault& fault);

    const PlannedDelivery& planned(std::int64_t id) const {
        return campaign.deliveries[accepted_[static_cast<std::size_t>(id - 1)]];
    }
    const QueuedRoute& route_of(std::int64_t id) {
        return campaign.routes[static_cast<std::size_t>(database.row(id).route)];
    }
    // A client asks for a delivery; what it was told "no" about is no row.
    void accept_delivery(std::size_t planned);

    std::vector<Call> calls;
    int lane_lock = 0;         // the process whose reconciler holds it
    std::vector<char> living;  // by process
    bool lives(int process) const { return living[static_cast<std::size_t>(process)] != 0; }

    bool traced() const { return traced_; }
    void note(const std::string& text);
    const std::string& trace() const { return trace_; }

private:
    Fate draw_fate(std::int64_t odds);
    void repeat_old_tickets();

    const bool traced_;
    std::string trace_;
    std::vector<Event> events_;  // a heap
    std::uint64_t order_ = 0;
    std::vector<std::size_t> accepted_;  // planned delivery by row
    Time redis_away_until_ = 0;
    Time provider_away_until_ = 0;
    Lane replica_;
};

}  // namespace hub::simulation
