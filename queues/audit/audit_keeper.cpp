#include "queues/audit/audit_keeper.hpp"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>

#include <pqxx/pqxx>

#include "queues/audit/audit_store.hpp"
#include "queues/audit/audit_verification.hpp"
#include "queues/database_session.hpp"
#include "queues/loop_thread.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRound{5'000};
constexpr milliseconds kNoPause{0};
constexpr std::chrono::seconds kWhileBroken{300};
constexpr std::chrono::seconds kLongestTurn{60};
constexpr int kSealed = 1'000;      // records in a seal
constexpr int kSealsInARound = 20;  // then the file and the verification have their turn
constexpr std::size_t kHeadsAtOnce = 100;
constexpr int kVerifiedInARound = 20;  // seals

Error broken(const std::string& detail) { return {ErrorKind::permanent, "audit.broken", detail}; }

// What is wrong, in a sentence for /readyz and the alarm.
std::string summary(const AuditProblems& problems) {
    auto text = problems.first.front().detail;
    if (problems.count > 1) text += ", and " + std::to_string(problems.count - 1) + " more";
    return text + "; see passport-hub audit verify";
}

}  // namespace

struct AuditKeeper::Machine {
    Machine(AuditKeeperSettings all_settings, const Clock& injected_clock)
        : settings(std::move(all_settings)),
          clock(injected_clock),
          database(settings.database, "audit", clock),
          thread("audit", [this] { return step(); }) {}

    milliseconds step();
    Result<bool> seal();
    Result<void> write_heads();
    std::optional<std::string> unlike_head(pqxx::transaction_base& transaction, const HeadWriter& heads,
                                           std::int64_t last) const;
    Result<void> ensure_leaving_file(std::int64_t last);
    void look_at_waiting(const Result<bool>& sealed, const Result<void>& written);
    void verify();
    void tell(Result<void>& state, Result<void> now, const char* event);

    const AuditKeeperSettings settings;
    const Clock& clock;
    DatabaseSession database;
    std::optional<AuditVerification> pass{};
    MonotonicTime next_pass{};
    MonotonicTime had_file = clock.monotonic();
    std::string head;         // why the head file and the database differ; empty: they don't
    std::string last_head{};  // the line written or found last
    mutable std::mutex mutex;
    Result<void> sealing = Result<void>::success();    // under mutex
    Result<void> integrity = Result<void>::success();  // under mutex
    LoopThread thread;                                 // last: its steps use everything above
};

milliseconds AuditKeeper::Machine::step() {
    const auto more = seal();
    const auto written = write_heads();
    look_at_waiting(more, written);
    verify();
    return more && *more ? kNoPause : kRound;
}

Result<bool> AuditKeeper::Machine::seal() {
    for (int round = 0; round < kSealsInARound; ++round) {
        int sealed = 0;
        const auto done = database.run(
            [&sealed](pqxx::transaction_base& transaction) { sealed = seal_oldest(transaction, kSealed).value_or(0); });
        if (!done) return done.error();
        metrics::number("hub_audit_sealed_total").fetch_add(sealed);
        if (sealed < kSealed) return false;
    }
    return true;
}

// The file's last line must be about a seal that is there and as it was: behind it nothing is written otherwise, so
// that it keeps telling what was.
std::optional<std::string> AuditKeeper::Machine::unlike_head(pqxx::transaction_base& transaction,
                                                             const HeadWriter& heads, std::int64_t last) const {
    if (last < seal_of_head_line(last_head)) return "the head file " + settings.head_path + " has lost lines";
    if (last == 0) return std::nullopt;
    const auto seal = seal_numbered(transaction, last);
    const auto name = "seal " + std::to_string(last);
    if (!seal) return name + " is gone: the head file knows of what was sealed";
    if (head_line(*seal) != heads.last_line()) return name + " is not the one the head file knows";
    return std::nullopt;
}

Result<void> AuditKeeper::Machine::write_heads() {
    auto heads = HeadWriter::open(settings.head_path);
    // Another worker of this machine writes the same lines; only one that does nothing else is in the way.
    const bool by_another = !heads && heads.error().code == kHeadFileBusy;
    if (by_another && clock.monotonic() - had_file < kLongestTurn) return Result<void>::success();
    if (!heads) return heads.error();
    had_file = clock.monotonic();
    auto last = seal_of_head_line(heads->last_line());
    std::optional<std::string> unlike;
    auto done =
        database.run([&](pqxx::transaction_base& transaction) { unlike = unlike_head(transaction, *heads, last); });
    if (!done) return done.error();
    head = unlike.value_or("");
    if (auto found = ensure_leaving_file(last); !found) return found.error();
    while (!unlike) {
        std::vector<AuditSeal> seals;
        std::vector<Leaving> leavings;
        done = database.run([&](pqxx::transaction_base& transaction) {
            seals = seals_after(transaction, last, kHeadsAtOnce);
            leavings = leavings_in(transaction, seals);
        });
        if (!done) return done.error();
        if (seals.empty()) break;
        // First, so that no seal stands in the head file whose leavings are not on the disk.
        if (auto written = append_leavings(settings.leaving_path, leavings); !written) return written.error();
        if (auto written = heads->append(seals); !written) return written.error();
        last = seals.back().number;
        log::info("audit.sealed", {{"seal", last}, {"records", seals.back().records}, {"head", seals.back().seal}});
    }
    if (!unlike) last_head = heads->last_line();
    return Result<void>::success();
}

// The file is there from the beginning, before the head file knows a seal: one that is missing later was lost, and all
// that stood in it, up to the seal `last`, is in the audit, unless that is not the one of the head file.
Result<void> AuditKeeper::Machine::ensure_leaving_file(std::int64_t last) {
    const auto& path = settings.leaving_path;
    std::error_code ignored;  // what cannot be looked at cannot be written
    if (last == 0) return append_leavings(path, {});
    if (std::filesystem::exists(path, ignored)) return Result<void>::success();
    if (!head.empty())
        return Error{ErrorKind::permanent, "audit.leavings_lost",
                     path + " was lost, and the audit does not say who left: put a copy of it there"};
    std::vector<Leaving> leavings;
    for (std::int64_t from = 0; from < last;) {
        const auto done = database.run([&](pqxx::transaction_base& transaction) {
            const auto seals = seals_after(transaction, from, kHeadsAtOnce);
            const auto more = leavings_in(transaction, seals);
            leavings.insert(leavings.end(), more.begin(), more.end());
            from = seals.empty() ? last : seals.back().number;
        });
        if (!done) return done.error();
    }
    if (auto written = replace_leavings(path, leavings); !written) return written.error();
    log::warning("audit.leavings_written_again", {{"leavings", leavings.size()}, {"seal", last}});
    return Result<void>::success();
}

void AuditKeeper::Machine::tell(Result<void>& state, Result<void> now, const char* event) {
    const std::lock_guard lock(mutex);
    if (now.ok() != state.ok()) {
        if (now) log::info(event, {{"state", "ok"}});
        else log::error(event, {{"code", now.error().code}, {"detail", now.error().detail}});
    }
    state = std::move(now);
}

void AuditKeeper::Machine::look_at_waiting(const Result<bool>& sealed, const Result<void>& written) {
    Unsealed waiting;
    const auto seen = database.run([&](pqxx::transaction_base& transaction) { waiting = unsealed(transaction); });
    if (!seen) return;  // that the database is away is a check of its own
    metrics::number("hub_audit_unsealed").store(waiting.records);
    if (!written) return tell(sealing, written.error(), "audit.sealing");
    if (waiting.oldest_seconds < static_cast<double>(settings.behind.count()))
        return tell(sealing, Result<void>::success(), "audit.sealing");
    auto detail = std::to_string(waiting.records) + " audit records wait to be sealed, the oldest for " +
                  std::to_string(static_cast<std::int64_t>(waiting.oldest_seconds)) + " s";
    if (!sealed) detail += ": " + sealed.error().detail;
    tell(sealing, Error{ErrorKind::transient, "audit.behind", std::move(detail)}, "audit.sealing");
}

void AuditKeeper::Machine::verify() {
    bool ended = false;
    if (!pass && clock.monotonic() >= next_pass) pass.emplace(settings.head_path);
    for (int seals = 0; pass && !ended && seals < kVerifiedInARound; ++seals)
        if (!database.run([&](pqxx::transaction_base& transaction) { ended = !pass->step(transaction); })) break;
    const bool found = pass && pass->findings().problems.count > 0;
    if (found) tell(integrity, broken(summary(pass->findings().problems)), "audit.integrity");
    else if (!head.empty()) tell(integrity, broken(head + "; see passport-hub audit verify"), "audit.integrity");
    else if (ended) tell(integrity, Result<void>::success(), "audit.integrity");
    if (!ended) return;
    pass.reset();
    // Somebody is looking after what is wrong, and wants to know that it is mended.
    const bool whole = !found && head.empty();
    next_pass = clock.monotonic() + (whole ? settings.between_passes : std::min(settings.between_passes, kWhileBroken));
}

AuditKeeper::AuditKeeper(AuditKeeperSettings settings, const Clock& clock)
    : machine_(std::make_unique<Machine>(std::move(settings), clock)) {}

AuditKeeper::~AuditKeeper() {
    machine_->thread.request_stop();
    if (!machine_->thread.finished()) machine_->database.interrupt();
}

void AuditKeeper::start() { machine_->thread.start(); }
void AuditKeeper::request_stop() { machine_->thread.request_stop(); }
milliseconds AuditKeeper::step() { return machine_->step(); }

Result<void> AuditKeeper::sealing() const {
    const std::lock_guard lock(machine_->mutex);
    return machine_->sealing;
}

Result<void> AuditKeeper::integrity() const {
    const std::lock_guard lock(machine_->mutex);
    return machine_->integrity;
}

}  // namespace hub::queues
