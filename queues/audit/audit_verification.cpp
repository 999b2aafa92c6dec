#include "queues/audit/audit_verification.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "queues/audit/audit_store.hpp"

namespace hub::queues {
namespace {

// So many records are in memory at a time, with values of up to 64 KiB each.
constexpr std::size_t kRecords = 250;

}  // namespace

AuditVerification::AuditVerification(const std::string& head_path) : head_path_(head_path), heads_(head_path) {}

bool AuditVerification::step(pqxx::transaction_base& transaction) {
    if (last_seal_ == 0) findings_.of_records = audit_counts(transaction).sealed;
    const auto seals = seals_after(transaction, last_seal_, 1);
    if (seals.empty()) return !end(transaction);
    look_at(transaction, seals.front());
    return true;
}

void AuditVerification::look_at(pqxx::transaction_base& transaction, const AuditSeal& seal) {
    // Noted only when all of it was read: the step may have to be done again.
    auto found = AuditProblems{};
    std::int64_t there = 0;
    for (std::size_t from = 0; from < seal.ids.size(); from += kRecords) {
        const auto until = std::min(from + kRecords, seal.ids.size());
        const std::vector<std::int64_t> ids(seal.ids.begin() + static_cast<std::ptrdiff_t>(from),
                                            seal.ids.begin() + static_cast<std::ptrdiff_t>(until));
        const auto records = records_with(transaction, ids);
        there += static_cast<std::int64_t>(records.size());
        for (auto index = from; index < until; ++index) {
            const auto record = records.find(seal.ids[index]);
            check_record(seal, index, record == records.end() ? nullptr : &record->second, found);
        }
    }
    while (heads_left_ && chain_.wants_head(seal.number)) {
        const auto line = heads_.next();
        heads_left_ = line.has_value();
        if (line) chain_.head(*line);
    }
    chain_.seal(seal);
    last_seal_ = seal.number;
    ++findings_.seals;
    findings_.records += there;
    findings_.problems.add(std::move(found));
}

bool AuditVerification::end(pqxx::transaction_base& transaction) {
    const auto counts = audit_counts(transaction);
    if (counts.last_seal > last_seal_) return false;
    // To name what came past the hub means to go through everything; that there is such a thing the numbers tell.
    std::vector<std::int64_t> strays;
    if (counts.records - counts.unsealed != findings_.records)
        strays = records_past_the_hub(transaction, AuditProblems::kKept);
    findings_.unsealed = counts.unsealed;
    for (const auto id : strays)
        findings_.problems.add({AuditFault::record_unsealed, 0, id,
                                "record " + std::to_string(id) + " is neither sealed nor waiting to be"});
    if (!heads_.exists() && last_seal_ > 0)
        findings_.problems.add({AuditFault::head_gone, 0, 0,
                                "there is no head file " + head_path_ +
                                    " that can be read: a chain that was rewritten as a whole, or cut off at its "
                                    "end, would not be noticed"});
    while (const auto line = heads_.next()) chain_.head(*line);
    chain_.finish();
    return true;
}

}  // namespace hub::queues
