#include "tests/faults/simulation/simulation.hpp"

#include <memory>
#include <optional>

#include "tests/faults/simulation/provider.hpp"
#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {
namespace {

// After the last fault everything must come to its end; far more than any retry, takeover or comparison takes.
constexpr Time kPatience = 300'000;
constexpr std::uint64_t kMostSteps = 300'000;

class Simulation {
public:
    Simulation(std::uint64_t seed, const Guards& guards, Trouble trouble, bool traced)
        : world_(seed, guards, trouble, traced) {
        workers_.resize(static_cast<std::size_t>(world_.campaign.workers));
        const auto& campaign = world_.campaign;
        for (int index = 0; index < campaign.workers; ++index) start_worker(index);
        for (std::size_t index = 0; index < campaign.deliveries.size(); ++index)
            world_.schedule(campaign.deliveries[index].at, Happens::delivery_accepted, -1, 0,
                            static_cast<std::int64_t>(index));
        for (std::size_t index = 0; index < campaign.faults.size(); ++index)
            world_.schedule(campaign.faults[index].at, Happens::fault, -1, 0, static_cast<std::int64_t>(index));
    }

    Result run() {
        Event event;
        while (!world_.witness.violated() && world_.take(event)) {
            if (event.worker < 0) happen(event);
            else happen_to_worker(event);
            if (event.what == Happens::reconciler && at_rest()) break;
            if (world_.now > world_.campaign.trouble_ends + kPatience || world_.steps > kMostSteps) {
                world_.witness.check_the_end();
                world_.witness.violate(
                    "never comes to rest: rows are through, but entries, places or outcomes are left");
            }
        }
        if (!world_.witness.violated()) world_.witness.check_the_end();
        return result();
    }

private:
    Worker& worker(int index) { return *workers_[static_cast<std::size_t>(index)]; }

    void start_worker(int index) {
        auto& place = workers_[static_cast<std::size_t>(index)];
        const Time cut = place ? place->cut_until : 0;
        place.emplace(world_, index, ++processes_);
        place->cut_until = cut;
        place->start();
        world_.living.resize(static_cast<std::size_t>(processes_) + 1);
        world_.living[static_cast<std::size_t>(processes_)] = true;
    }

    void happen(const Event& event) {
        const auto index = static_cast<std::size_t>(event.number);
        switch (event.what) {
            case Happens::delivery_accepted: world_.accept_delivery(index); break;
            case Happens::fault: befall(world_.campaign.faults[index]); break;
            case Happens::restart: start_worker(static_cast<int>(event.number)); break;
            case Happens::session_ends: world_.database.end_session(static_cast<int>(event.number), world_.now); break;
            case Happens::call_arrives: arrive(index); break;
            case Happens::database_returns: world_.database.up = true; break;
            default: break;
        }
    }

    void happen_to_worker(const Event& event) {
        Worker& its = worker(event.worker);
        if (!its.alive() || its.process() != event.process) return;
        if (world_.now < its.frozen_until) {
            world_.schedule(its.frozen_until - world_.now + world_.chance.between(0, 20), event.what, event.worker,
                            event.process, event.number, event.value);
            return;
        }
        const auto index = static_cast<std::size_t>(event.number);
        switch (event.what) {
            case Happens::identity: its.identity_step(); break;
            case Happens::confirmed: its.session_confirmed(static_cast<int>(event.number), event.value); break;
            case Happens::relay: its.relay_step(); break;
            case Happens::consumer: its.consumer_step(); break;
            case Happens::writer: its.writer_step(); break;
            case Happens::reconciler: its.reconciler_step(); break;
            case Happens::call_begins: its.call_begins(index); break;
            case Happens::call_leaves: its.call_leaves(index); break;
            case Happens::call_answered: its.call_answered(index, event.value); break;
            case Happens::draining: its.drain_step(); break;
            case Happens::call_given_up: its.call_given_up(index); break;
            default: break;
        }
        if (!its.alive()) {
            world_.living[static_cast<std::size_t>(event.process)] = false;
            if (world_.lane_lock == event.process) world_.lane_lock = 0;
            ++died_;
        }
    }

    void befall(const PlannedFault& fault) {
        Worker& its = worker(fault.worker);
        if (world_.traced())
            world_.note(std::string("FAULT ") + name_of(fault.kind) + ", worker " + std::to_string(fault.worker + 1) +
                        ", " + std::to_string(fault.duration) + " ms");
        switch (fault.kind) {
            case FaultKind::kill:
                if (!its.alive()) break;
                its.die(0);
                world_.living[static_cast<std::size_t>(its.process())] = false;
                if (world_.lane_lock == its.process()) world_.lane_lock = 0;
                ++died_;
                break;
            case FaultKind::cut:
                its.cut_until = world_.now + fault.duration;
                // The server gives a silent client up after a few seconds; until then it holds its lock.
                if (its.session() != 0)
                    world_.schedule(world_.chance.between(0, 9'000), Happens::session_ends, -1, 0, its.session());
                if (world_.lane_lock == its.process()) world_.lane_lock = 0;
                break;
            case FaultKind::end_session: world_.database.end_session(its.session(), world_.now); break;
            case FaultKind::drain: its.drain(); break;
            case FaultKind::freeze: its.frozen_until = world_.now + fault.duration; break;
            case FaultKind::database_restart:
                world_.database.crash(world_.chance, world_.now);
                world_.database.up = false;
                world_.lane_lock = 0;
                world_.schedule(fault.duration, Happens::database_returns);
                break;
            default: world_.befall_servers(fault);
        }
    }

    void arrive(std::size_t index) {
        const Call& call = world_.calls[index];
        const auto odds = world_.trouble() ? world_.campaign.provider_odds : 0;
        const Answer answer = draw_answer(world_.chance, odds);
        if (answer == Answer::taken) world_.witness.accepted_by_provider(call.view.id);
        if (world_.traced())
            world_.note("provider answers " + std::to_string(static_cast<int>(answer)) + " to delivery " +
                        std::to_string(call.view.id));
        if (odds > 0 && world_.chance.one_in(odds * 4)) return;  // the answer is lost
        world_.schedule(world_.chance.latency(30, world_.trouble() ? 5'000 : 100), Happens::call_answered, call.worker,
                        call.process, static_cast<std::int64_t>(index), static_cast<std::int64_t>(answer));
    }

    bool at_rest() {
        if (world_.trouble() || !world_.lane.clean()) return false;
        for (const Row& row : world_.database.rows)
            if (!is_final(row.state)) return false;
        for (auto& its : workers_)
            if (its->alive() && !its->idle()) return false;
        return world_.now > world_.campaign.deliveries.back().at;
    }

    Result result() {
        const Witness& witness = world_.witness;
        return {witness.violation(),
                world_.trace(),
                world_.steps,
                static_cast<int>(world_.database.rows.size()),
                static_cast<int>(world_.calls.size()),
                witness.duplicates_by_policy,
                witness.unknown,
                died_,
                witness.cuts_counted_as_crashes};
    }

    World world_;
    std::vector<std::optional<Worker>> workers_;
    int processes_ = 0;
    int died_ = 0;
};

}  // namespace

Result simulate(std::uint64_t seed, const Guards& guards, Trouble trouble, bool traced) {
    return Simulation(seed, guards, trouble, traced).run();
}

Series simulate_series(std::uint64_t first_seed, std::uint64_t most, const Guards& guards, Trouble trouble) {
    Series series;
    while (series.campaigns < most && series.violation.empty()) {
        series.last_seed = first_seed + series.campaigns++;
        Result one = simulate(series.last_seed, guards, trouble);
        series.steps += one.steps;
        series.deliveries += static_cast<std::uint64_t>(one.deliveries);
        series.calls += static_cast<std::uint64_t>(one.calls);
        series.duplicates_by_policy += static_cast<std::uint64_t>(one.duplicates_by_policy);
        series.unknown += static_cast<std::uint64_t>(one.unknown);
        series.workers_died += static_cast<std::uint64_t>(one.workers_died);
        series.cuts_counted_as_crashes += static_cast<std::uint64_t>(one.cuts_counted_as_crashes);
        series.violation = std::move(one.violation);
    }
    return series;
}

std::string report(std::uint64_t seed, const Guards& guards) {
    const Result again = simulate(seed, guards, Trouble::anything, true);
    return "seed " + std::to_string(seed) + ": " + (again.violation.empty() ? "no violation" : again.violation) + "\n" +
           again.trace + "replay: PASSPORT_HUB_SIMULATION_SEED=" + std::to_string(seed) +
           " build/release/hub_unit_tests --gtest_filter=Simulation.replays_a_campaign\n";
}

}  // namespace hub::simulation
