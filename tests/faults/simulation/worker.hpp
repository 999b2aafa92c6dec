#pragma once

#include <deque>
#include <utility>
#include <vector>

#include "queues/lane_comparison.hpp"
#include "tests/faults/simulation/world.hpp"

namespace hub::simulation {

// One process of the hub: the threads of queues/delivery_runtime.cpp as steps that may be interrupted, cut off or
// killed between any two statements. A step schedules the next one of its thread.
class Worker {
public:
    // `process` is unique in the campaign: a restarted worker is another process.
    Worker(World& world, int index, int process) : world_(world), index_(index), process_(process) {}

    int process() const { return process_; }
    bool alive() const { return alive_; }
    void start();
    // `culprit`: the delivery that did it, 0 for chance.
    void die(std::int64_t culprit);
    // Asked to end: takes nothing more, lets calls end, commits what they came to (DeliveryRuntime::stop).
    void drain();
    void drain_step();

    void identity_step();
    void session_confirmed(int number, Time asked);
    void relay_step();
    void consumer_step();
    void writer_step();
    void reconciler_step();
    void call_begins(std::size_t call);
    void call_leaves(std::size_t call);
    void call_answered(std::size_t call, std::int64_t answer);
    void call_given_up(std::size_t call);

    Time cut_until = 0;  // no way to PostgreSQL until then
    Time frozen_until = 0;
    int session() const { return held_session_; }  // as the server knows it
    bool idle() const;

private:
    struct Outcome {
        Transition transition;
        StreamId position;
        bool had_place = false;
        bool positioned = true;
        Time asked_to_wait = 0;  // by the provider
    };
    struct Prepared {
        DeliveryView view;
        Transition begins;
        StreamId position;
        Time deadline = 0;
    };
    enum class Taking { choosing, chunks, leasing, beginning };
    enum class Reconciling { take_over, groups, rows, contents, comparing };

    void after(Time delay, Happens what, std::int64_t number = 0, std::int64_t value = 0);
    int current() const;
    Time present_for() const;
    void enter();
    void lose_session();
    bool reaches_database() const { return world_.database.up && world_.now >= cut_until; }
    // Fate of the next commit of this worker; failed when it has no way there.
    Fate database_fate() { return reaches_database() ? world_.database_fate() : Fate::failed; }
    // True when the worker has died of its fate.
    bool dies_of(Fate fate);
    // Carries out committed transitions under the witness's eyes; true when the row changed.
    bool change(const Transition& transition, Time asked_to_wait = 0);
    void remove_from_lane(const std::vector<StreamId>& ids);
    void add_outcome(Outcome outcome);
    void hand_back(const DeliveryView& view, const StreamId& position, bool had_place);
    void note(const std::string& text) const;

    Time read_lane();
    void sort_out(const std::vector<Entry>& entries);
    Time next_chunk();
    Time lease_chunk();
    Time lease_in_doubt(Fate fate);
    void hand_back_leases();
    bool prepare(const DeliveryView& view, const StreamId& position);
    Time begin_calls();
    void calls_begun(Fate fate);
    void launch(const Prepared& prepared);
    void finish(Call& call, const queues::Happening& happening, Time asked_to_wait = 0);
    void give_places_back();
    void acknowledge();

    void take_over();
    std::vector<Transition> transitions_of(int number, bool crashed);
    bool reconcile_rows();
    bool compare_and_withdraw();
    Time next_lane_round();

    World& world_;
    const int index_;
    const int process_;
    bool alive_ = true;
    bool draining_ = false;
    bool consumer_ended_ = false;
    Time drained_by_ = 0;
    int calls_under_way_ = 0;

    int number_ = 0;
    Time confirmed_ = 0;
    Time entered_ = 0;
    int held_session_ = 0;

    Taking taking_ = Taking::choosing;
    int step_number_ = 0;
    std::vector<Entry> together_, unleased_, chunk_;
    std::deque<Entry> alone_;
    std::vector<DeliveryView> leased_;
    std::vector<Prepared> prepared_;
    bool one_alone_ = false;
    int places_used_ = 0;

    std::vector<Outcome> waiting_, batch_;
    bool writer_asleep_ = true;

    Reconciling reconciling_ = Reconciling::take_over;
    bool streams_lost_ = true;
    bool everything_ = false;
    Time compared_ = -1'000'000;
    std::vector<Ticket> rows_;
    queues::LaneContents contents_;
};

}  // namespace hub::simulation
