#include "queues/transition_store.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "queues/postgres_array.hpp"
#include "queues/prepared_statement.hpp"
#include "router/core/http.hpp"
#include "router/core/ids.hpp"
#include "router/core/utf8.hpp"

namespace hub::queues {
namespace {

// What an outside system said, as a text that PostgreSQL takes: one refused value would hold up its whole batch.
std::string storable(std::string text) {
    constexpr std::size_t kLongest = 2'000;
    std::erase(text, '\0');
    if (!is_utf8(text))
        std::replace_if(
            text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) > 127; }, '?');
    text.resize(utf8_prefix(text, kLongest).size());
    return text;
}

// In the same transaction as the change it follows from, and only if that was made: a repeated commit adds none.
void add_fallbacks(pqxx::transaction_base& transaction, const std::vector<Transition>& transitions,
                   const std::vector<std::int64_t>& changed, const std::string& worker_name) {
    PostgresArray ids, connectors, keys;
    bool any = false;
    for (const auto& transition : transitions) {
        if (transition.fallback.empty() || std::find(changed.begin(), changed.end(), transition.id) == changed.end())
            continue;
        ids.add(transition.id);
        connectors.add(transition.fallback);
        keys.add(new_uuid_v4());
        any = true;
    }
    if (!any) return;
    transaction.exec_params0(
        "WITH failed AS (SELECT i.*, d.lane, f.connector AS other, f.key "
        "FROM unnest($1::bigint[], $2::text[], $3::text[]) AS f (id, connector, key) "
        "JOIN hub.delivery_instruction AS i ON i.id = f.id JOIN hub.delivery AS d ON d.id = f.id), "
        "made AS (INSERT INTO hub.delivery_instruction "
        "(message_id, route, connector, recipient, channel, idempotency_key, not_before, not_after) "
        "SELECT message_id, route, other, recipient, other, key, not_before, not_after FROM failed "
        "ON CONFLICT (message_id, route, recipient, channel) DO NOTHING RETURNING id, connector, idempotency_key), "
        "waiting AS (INSERT INTO hub.delivery (id, lane) "
        "SELECT made.id, failed.lane FROM made JOIN failed ON failed.key = made.idempotency_key) "
        "INSERT INTO hub.delivery_event (delivery_id, to_state, worker, detail) "
        "SELECT id, 'pending', $4, 'made for the fallback connector ' || connector FROM made",
        ids.text(), connectors.text(), keys.text(), worker_name);
}

using Transitions = std::vector<const Transition*>;

void add_ids(const pqxx::result& rows, std::vector<std::int64_t>& ids) {
    for (const auto& row : rows) ids.push_back(row[0].as<std::int64_t>());
}

// The two that nearly every delivery goes through have statements of their own, which cost half as much.
bool is_beginning(const Transition& transition) {
    return transition.from == State::leased && transition.to == State::sending;
}

bool is_success(const Transition& transition) {
    return transition.from == State::sending && transition.to == State::sent;
}

pqxx::result begin_calls(pqxx::transaction_base& transaction, const Transitions& transitions,
                         const std::string& worker_name) {
    PostgresArray ids, epochs;
    for (const auto* transition : transitions) {
        ids.add(transition->id);
        epochs.add(transition->epoch);
    }
    return run_prepared(
        transaction, "begin_calls",
        "WITH changed AS (UPDATE hub.delivery AS d SET state = 'sending', "
        "attempts = least(d.attempts, 1000000) + 1, sending_since = now() "
        "FROM unnest($1::bigint[], $2::int[]) AS t (id, epoch) "
        "WHERE d.id = t.id AND d.state = 'leased' AND d.epoch = t.epoch RETURNING d.id, d.attempts), "
        "recorded AS (INSERT INTO hub.delivery_event (delivery_id, from_state, to_state, worker, detail) "
        "SELECT id, 'leased', 'sending', $3, 'attempt ' || attempts FROM changed) "
        "SELECT id FROM changed",
        ids.text(), epochs.text(), worker_name);
}

pqxx::result mark_sent(pqxx::transaction_base& transaction, const Transitions& transitions,
                       const std::string& worker_name) {
    PostgresArray ids, epochs, references;
    for (const auto* transition : transitions) {
        ids.add(transition->id);
        epochs.add(transition->epoch);
        references.add(storable(transition->reference));
    }
    return run_prepared(
        transaction, "mark_sent",
        "WITH changed AS (UPDATE hub.delivery AS d SET state = 'sent', finished_at = now(), "
        "provider_reference = CASE WHEN t.reference <> '' THEN t.reference ELSE d.provider_reference END, "
        "last_error_code = '', last_error_detail = '' "
        "FROM unnest($1::bigint[], $2::int[], $3::text[]) AS t (id, epoch, reference) "
        "WHERE d.id = t.id AND d.state = 'sending' AND d.epoch = t.epoch RETURNING d.id, t.reference), "
        "recorded AS (INSERT INTO hub.delivery_event (delivery_id, from_state, to_state, worker, detail) "
        "SELECT id, 'sending', 'sent', $4, reference FROM changed) "
        "SELECT id FROM changed",
        ids.text(), epochs.text(), references.text(), worker_name);
}

pqxx::result carry_out(pqxx::transaction_base& transaction, const Transitions& transitions,
                       const std::string& worker_name) {
    PostgresArray ids, froms, epochs, tos, epoch_steps, attempt_steps, crash_steps, delays, codes, details;
    for (const auto* transition : transitions) {
        ids.add(transition->id);
        froms.add(to_string(transition->from));
        epochs.add(transition->epoch);
        tos.add(to_string(transition->to));
        epoch_steps.add(transition->epoch_step);
        attempt_steps.add(transition->attempts_step);
        crash_steps.add(transition->crashes_step);
        delays.add(transition->delay.count());
        codes.add(storable(transition->error_code));
        details.add(storable(transition->error_detail));
    }
    return run_prepared(
        transaction, "carry_out",
        "WITH changed AS (UPDATE hub.delivery AS d SET state = t.to_state, epoch = d.epoch + t.epoch_step, "
        "attempts = greatest(0, least(d.attempts, 1000000) + t.attempts_step), "
        "crashes = least(d.crashes, 1000000) + t.crashes_step, "
        "leased_by = CASE WHEN t.to_state = 'pending' THEN NULL ELSE d.leased_by END, "
        "published_at = CASE WHEN t.to_state = 'pending' THEN NULL ELSE d.published_at END, "
        "next_attempt_at = CASE WHEN t.to_state = 'pending' "
        "THEN least(now() + t.delay * interval '1 millisecond', "
        "(SELECT not_after FROM hub.delivery_instruction AS i WHERE i.id = d.id)) ELSE d.next_attempt_at END, "
        "finished_at = CASE WHEN t.to_state IN ('failed', 'unknown', 'parked') THEN now() END, "
        "last_error_code = CASE WHEN t.code <> '' THEN t.code ELSE d.last_error_code END, "
        "last_error_detail = CASE WHEN t.code <> '' THEN t.detail ELSE d.last_error_detail END "
        "FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[], $8::bigint[], "
        "$9::text[], $10::text[]) "
        "AS t (id, from_state, epoch, to_state, epoch_step, attempts_step, crashes_step, delay, code, detail) "
        "WHERE d.id = t.id AND d.state = t.from_state AND d.epoch = t.epoch "
        "RETURNING d.id, t.from_state, t.to_state, t.code, t.detail), "
        "recorded AS (INSERT INTO hub.delivery_event (delivery_id, from_state, to_state, worker, detail) "
        "SELECT id, from_state, to_state, $11, CASE WHEN code <> '' THEN code || ': ' || detail ELSE detail END "
        "FROM changed) "
        "SELECT id FROM changed",
        ids.text(), froms.text(), epochs.text(), tos.text(), epoch_steps.text(), attempt_steps.text(),
        crash_steps.text(), delays.text(), codes.text(), details.text(), worker_name);
}

}  // namespace

std::vector<std::int64_t> apply(pqxx::transaction_base& transaction, const std::vector<Transition>& transitions,
                                const std::string& worker_name) {
    Transitions beginnings, successes, others;
    for (const auto& each : transitions)
        (is_beginning(each) ? beginnings : is_success(each) ? successes : others).push_back(&each);
    std::vector<std::int64_t> changed;
    changed.reserve(transitions.size());
    if (!beginnings.empty()) add_ids(begin_calls(transaction, beginnings, worker_name), changed);
    if (!successes.empty()) add_ids(mark_sent(transaction, successes, worker_name), changed);
    if (!others.empty()) add_ids(carry_out(transaction, others, worker_name), changed);
    add_fallbacks(transaction, transitions, changed, worker_name);
    return changed;
}

}  // namespace hub::queues
