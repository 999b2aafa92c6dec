#include "queues/message_removal.hpp"

#include <pqxx/pqxx>

#include "queues/worker_identity.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

constexpr std::chrono::minutes kBetweenPasses{10};
constexpr int kPart = 1'000;
// Beside the lanes' positions, which are the other keys of this class.
constexpr int kRemovalLock = 1'000;

metrics::Number& removed(const char* what) {
    return metrics::number("hub_messages_removed_total", std::string("kind=\"") + what + "\"");
}

struct Part {
    int looked_at = 0;
    int finished = 0;
    int parked = 0;
    int answers = 0;
    bool more = false;  // the same part has deliveries left
    std::string last_time, last_id;
};

// Answers kept under an Idempotency-Key (hub.kept_answer) may name people and are of no use after a day.
int remove_answers(pqxx::transaction_base& transaction) {
    const auto removed = transaction.exec_params(
        "DELETE FROM hub.kept_answer WHERE key_sha256 IN (SELECT key_sha256 FROM hub.kept_answer"
        " WHERE kept_at <= now() - interval '24 hours' ORDER BY kept_at LIMIT $1 FOR UPDATE SKIP LOCKED)",
        kPart);
    return static_cast<int>(removed.affected_rows());
}

}  // namespace

MessageRemoval::MessageRemoval(DatabaseSession& database, Retention retention, const Clock& clock)
    : database_(database), retention_(retention), clock_(clock) {
    removed("finished");
    removed("parked");
    removed("answer");
}

void MessageRemoval::step() {
    if (next_pass_ != MonotonicTime{} && clock_.monotonic() < next_pass_) return;
    if (remove_part()) next_pass_ = clock_.monotonic() + kBetweenPasses;
}

// True when the pass has come to its end.
bool MessageRemoval::remove_part() {
    Part part;
    bool mine = false;
    const auto done = database_.run([&](pqxx::transaction_base& transaction) {
        mine =
            transaction
                .exec_params1("SELECT pg_try_advisory_xact_lock($1::int, $2::int)", kReconcilerLocks, kRemovalLock)[0]
                .as<bool>();
        if (!mine) return;
        const auto row = transaction.exec_params1(
            "SELECT looked_at, removed_finished, removed_kept, more, last_time, last_id FROM "
            "hub.remove_old_messages($1, $2, "
            "coalesce(nullif($3::text, '')::timestamptz, '-infinity'), "
            "coalesce(nullif($4::text, '')::uuid, '00000000-0000-0000-0000-000000000000'), $5)",
            retention_.finished_days, retention_.parked_days, after_time_, after_id_, kPart);
        part = {row[0].as<int>(),  row[1].as<int>(),           row[2].as<int>(),          remove_answers(transaction),
                row[3].as<bool>(), row[4].as<std::string>(""), row[5].as<std::string>("")};
    });
    if (!done || !mine) return false;
    removed("finished").fetch_add(part.finished);
    removed("parked").fetch_add(part.parked);
    if (part.finished + part.parked > 0)
        log::info("messages.removed", {{"finished", part.finished}, {"parked", part.parked}});
    removed("answer").fetch_add(part.answers);
    if (part.more || part.answers == kPart) return false;
    const bool ended = part.looked_at < kPart;
    after_time_ = ended ? "" : part.last_time;
    after_id_ = ended ? "" : part.last_id;
    return ended;
}

}  // namespace hub::queues
