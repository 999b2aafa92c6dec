#include "queues/person_change_store.hpp"

#include <algorithm>
#include <unordered_set>

#include <pqxx/pqxx>

#include "queues/outbox.hpp"
#include "queues/postgres_array.hpp"
#include "queues/sealed_members.hpp"
#include "router/core/ids.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kMostOfOneMessage = 1'000;

// What a message says from which the address was taken (hub.erase_addresses): nothing that could be sent again.
constexpr char kErasedMessage[] = "m.data = '{\"erased\": true}'";

const std::string& chosen_columns() {
    static const std::string columns =
        "d.id, d.state, d.epoch, d.attempts, d.crashes, i.connector, i.recipient, d.last_error_code, "
        "(d.state = 'failed' AND d.last_error_code = '" +
        std::string(kDroppedCode) + "' OR " + kErasedMessage + ") AS dropped, i.message_id, m.type, m.subject";
    return columns;
}

ChosenDelivery chosen_from(const pqxx::row& row) {
    ChosenDelivery chosen;
    chosen.view = {row["id"].as<std::int64_t>(), state_from(row["state"].c_str()).value_or(State::parked),
                   row["epoch"].as<int>(),       row["attempts"].as<int>(),
                   row["crashes"].as<int>(),     row["dropped"].as<bool>()};
    chosen.message_id = row["message_id"].as<std::string>();
    chosen.type = row["type"].as<std::string>();
    chosen.subject = row["subject"].as<std::string>();
    chosen.connector = row["connector"].as<std::string>();
    chosen.recipient = row["recipient"].as<std::string>();
    chosen.error_code = row["last_error_code"].as<std::string>();
    return chosen;
}

std::vector<ChosenDelivery> named_by(pqxx::transaction_base& transaction, const std::string& id) {
    const bool is_number = is_row_number(id);
    if (!is_number && !is_uuid(id)) return {};
    const auto rows = transaction.exec_params(
        "SELECT " + chosen_columns() + " FROM " + kDeliveries + " JOIN hub.message AS m ON m.id = i.message_id WHERE " +
            (is_number ? "d.id = $1::text::bigint" : "i.message_id = $1::uuid") + " ORDER BY d.id LIMIT $2",
        id, kMostOfOneMessage);
    std::vector<ChosenDelivery> chosen;
    for (const auto& row : rows) chosen.push_back(chosen_from(row));
    return chosen;
}

std::string called(const ChosenDelivery& chosen) { return "delivery " + std::to_string(chosen.view.id); }

// What the ids mean for the order: what changes, what is left, and which of them stand in the way.
struct Plan {
    ChangeReport report;
    std::vector<FieldProblem> unknown, refused;
};

void plan_one(Plan& plan, const PersonOrder& order, const std::string& id, const std::vector<ChosenDelivery>& chosen,
              int per_second, std::unordered_set<std::int64_t>& seen) {
    std::string reasons;
    std::vector<FieldProblem> left;
    bool any = false;
    for (const auto& one : chosen) {
        const auto transition = change_of(order, one.view, spread(plan.report.changed.size(), per_second));
        any = any || transition;
        if (transition && seen.insert(one.view.id).second) plan.report.changed.push_back({one, *transition});
        if (transition) continue;
        const auto why = why_not(order.change, one.view);
        reasons += (reasons.empty() ? "" : "; ") + called(one) + " " + why;
        left.push_back({called(one), why});
    }
    if (chosen.empty()) plan.unknown.push_back({id, "no delivery or message with deliveries is known by this id"});
    else if (!any) plan.refused.push_back({id, reasons});
    else plan.report.left.insert(plan.report.left.end(), left.begin(), left.end());
}

Error forbidden(const PersonOrder& order) {
    return {ErrorKind::forbidden, "delivery.not_allowed",
            "\"" + order.by + "\" may not " + std::string(to_string(order.change)) +
                " deliveries: not known as staff with the right to handle messages"};
}

Error not_changeable(const PersonOrder& order, std::vector<FieldProblem> fields) {
    return {ErrorKind::conflict,
            "delivery.not_changeable",
            "nothing was done: this cannot be " + std::string(order.change == PersonChange::park   ? "parked"
                                                              : order.change == PersonChange::drop ? "dropped"
                                                                                                   : "replayed"),
            {},
            std::move(fields)};
}

// What the one delivery sends whose data is edited.
constexpr char kOriginal[] =
    "(SELECT CASE jsonb_typeof(m.data) WHEN 'object' THEN m.data ELSE '{}' END || coalesce(i.edited_data, '{}')"
    " FROM hub.delivery_instruction AS i JOIN hub.message AS m ON m.id = i.message_id"
    " WHERE i.id = ($4::bigint[])[1])";

// The ids of the deliveries that changed.
Result<std::vector<std::int64_t>> carry_out(pqxx::transaction_base& transaction, const PersonOrder& order,
                                            const std::vector<Transition>& transitions, const std::string& data) {
    PostgresArray ids, froms, epochs, tos, delays, codes, details;
    for (const auto& transition : transitions) {
        ids.add(transition.id);
        froms.add(to_string(transition.from));
        epochs.add(transition.epoch);
        tos.add(to_string(transition.to));
        delays.add(transition.delay.count());
        codes.add(transition.error_code);
        details.add(transition.error_detail);
    }
    try {
        const auto rows = transaction.exec_params(
            "SELECT hub.change_deliveries($1, $2, $3, $4::bigint[], $5::text[], $6::int[], $7::text[], $8::bigint[], "
            "$9::text[], $10::text[], " +
                with_original_members("nullif($11::text, '')::jsonb", kOriginal) + ")",
            order.by, order.reason, std::string(to_string(order.change)), ids.text(), froms.text(), epochs.text(),
            tos.text(), delays.text(), codes.text(), details.text(), data);
        std::vector<std::int64_t> changed;
        for (const auto& row : rows) changed.push_back(row[0].as<std::int64_t>());
        if (order.change == PersonChange::replay)
            transaction.exec_params("SELECT pg_notify($1, '')", std::string(kOutboxChannel));
        return changed;
    } catch (const pqxx::insufficient_privilege&) {  // whose sqlstate libpqxx 6.4 does not hand on
        return forbidden(order);
    }
}

Conditions replay_conditions(const MessageFilter& filter, const std::vector<State>& states) {
    Conditions conditions;
    PostgresArray words;
    for (const State state : states) words.add(to_string(state));
    conditions.also("d.work_list = ANY(" + conditions.place(words.text()) + "::text[])");
    conditions.also("NOT (d.state = 'failed' AND d.last_error_code = " + conditions.place(kDroppedCode) + "::text)");
    conditions.also("NOT " + std::string(kErasedMessage));
    add_message_conditions(filter, conditions);
    add_recipient_condition(filter, conditions);
    return conditions;
}

pqxx::result select(pqxx::transaction_base& transaction, const std::string& columns, const Conditions& conditions,
                    const std::string& tail) {
    return transaction.exec_params("SELECT " + columns + " FROM " + kDeliveries +
                                       " JOIN hub.message AS m ON m.id = i.message_id WHERE " + conditions.sql + tail,
                                   pqxx::prepare::make_dynamic_params(conditions.values));
}

std::vector<ChosenDelivery> matching(pqxx::transaction_base& transaction, Conditions conditions, std::int64_t after,
                                     std::size_t most, const std::string& locking = "") {
    conditions.also("d.id > " + conditions.place(std::to_string(after)) + "::bigint");
    std::vector<ChosenDelivery> chosen;
    for (const auto& row :
         select(transaction, chosen_columns(), conditions, " ORDER BY d.id LIMIT " + std::to_string(most) + locking))
        chosen.push_back(chosen_from(row));
    return chosen;
}

// Whoever replays the same at the same time takes other deliveries: waiting for each other's, and for those that
// workers already send again, could be a deadlock.
constexpr char kSkippingLocked[] = " FOR UPDATE OF d SKIP LOCKED";

}  // namespace

Result<ChangeReport> change_named(UnitOfWork& unit_of_work, const NamedChange& named, bool only_look) {
    auto& transaction = runtime::native(unit_of_work);
    const auto& order = named.order;
    Plan plan;
    plan.report.change = order.change;
    plan.report.only_looked = only_look;
    std::unordered_set<std::int64_t> seen;
    for (const auto& id : named.ids) plan_one(plan, order, id, named_by(transaction, id), named.per_second, seen);
    if (!plan.unknown.empty())
        return Error{ErrorKind::not_found,
                     "message.not_found",
                     "nothing was done: not everything named is known",
                     {},
                     plan.unknown};
    if (!plan.refused.empty()) return not_changeable(order, plan.refused);
    if (!named.data.empty() && plan.report.changed.size() != 1)
        return not_changeable(order, {{"data", "edited data goes to exactly one delivery; this names " +
                                                   std::to_string(plan.report.changed.size())}});
    if (only_look) return plan.report;
    std::vector<Transition> transitions;
    for (const auto& one : plan.report.changed) transitions.push_back(one.transition);
    const auto changed = carry_out(transaction, order, transitions, named.data);
    if (!changed) return changed.error();
    if (changed->size() < transitions.size())
        return not_changeable(order, {{"id", "was changed by somebody else in this moment; look again"}});
    return plan.report;
}

std::vector<FieldProblem> problems_of_replay(const MessageFilter& filter) {
    std::vector<FieldProblem> problems;
    if (is_everything(filter)) problems.push_back({"filter", "must narrow what is replayed"});
    if (!filter.state.empty() && filter.state != "parked" && filter.state != "failed" && filter.state != "unknown")
        problems.push_back(
            {"state", "only parked, failed and unknown deliveries can be replayed, not " + filter.state});
    return problems;
}

std::vector<State> replayable_states(const MessageFilter& filter) {
    if (const auto state = state_from(filter.state)) return {*state};
    return {State::parked, State::failed};
}

ReplayOfMany look_at_replay(UnitOfWork& unit_of_work, const MessageFilter& filter, std::size_t most) {
    auto& transaction = runtime::native(unit_of_work);
    const auto conditions = replay_conditions(filter, replayable_states(filter));
    ReplayOfMany replay;
    replay.only_looked = true;
    replay.matched = select(transaction, "count(*)", conditions, "")[0][0].as<std::size_t>();
    replay.first = matching(transaction, conditions, 0, most);
    if (filter.state.empty())
        replay.unknown_left_out = !matching(transaction, replay_conditions(filter, {State::unknown}), 0, 1).empty();
    return replay;
}

Result<ReplayedPart> replay_part(UnitOfWork& unit_of_work, const PersonOrder& order, const MessageFilter& filter,
                                 std::int64_t after, std::size_t index, int per_second, std::size_t most) {
    auto& transaction = runtime::native(unit_of_work);
    const auto chosen =
        matching(transaction, replay_conditions(filter, replayable_states(filter)), after, most, kSkippingLocked);
    ReplayedPart part;
    std::vector<Transition> transitions;
    for (const auto& one : chosen) {
        part.last = one.view.id;
        if (const auto transition = change_of(order, one.view, spread(index + part.found, per_second)))
            transitions.push_back(*transition);
        ++part.found;
    }
    if (transitions.empty()) return part;
    const auto changed = carry_out(transaction, order, transitions, {});
    if (!changed) return changed.error();
    part.replayed = changed->size();
    return part;
}

}  // namespace hub::queues
