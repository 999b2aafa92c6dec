#include "queues/audit/audit_check.hpp"

namespace hub::queues {
namespace {

std::string numbered(const char* what, std::int64_t number) { return std::string(what) + " " + std::to_string(number); }

std::string seals_from(std::int64_t first, std::int64_t last) {
    return first == last ? numbered("seal", first) : numbered("seals", first) + numbered(" to", last);
}

}  // namespace

std::string_view to_string(AuditFault fault) {
    switch (fault) {
        case AuditFault::record_changed: return "record_changed";
        case AuditFault::record_gone: return "record_gone";
        case AuditFault::record_unsealed: return "record_unsealed";
        case AuditFault::values_changed: return "values_changed";
        case AuditFault::values_gone: return "values_gone";
        case AuditFault::values_added: return "values_added";
        case AuditFault::seal_changed: return "seal_changed";
        case AuditFault::seal_unlinked: return "seal_unlinked";
        case AuditFault::seal_gone: return "seal_gone";
        case AuditFault::chain_rewritten: return "chain_rewritten";
        case AuditFault::head_changed: return "head_changed";
        case AuditFault::head_gone: return "head_gone";
    }
    return "unknown";
}

void AuditProblems::add(AuditProblem problem) {
    ++count;
    if (first.size() < kKept) first.push_back(std::move(problem));
}

void AuditProblems::add(AuditProblems more) {
    count += more.count - more.first.size();
    for (auto& problem : more.first) add(std::move(problem));
}

void check_values(std::int64_t seal, const AuditRecord& record, AuditProblems& problems) {
    const auto name = numbered("record", record.id);
    if (record.value_digest.empty()) {
        if (record.values || record.erased)
            problems.add({AuditFault::values_added, seal, record.id, name + " had no values and has some now"});
    } else if (record.values) {
        if (digest_of(*record.values) != record.value_digest)
            problems.add({AuditFault::values_changed, seal, record.id, "the values of " + name + " were changed"});
    } else if (!record.erased) {
        problems.add({AuditFault::values_gone, seal, record.id,
                      "the values of " + name + " are gone, and no record says that they were erased"});
    }
}

void check_record(const AuditSeal& seal, std::size_t index, const AuditRecord* record, AuditProblems& problems) {
    const auto id = seal.ids.at(index);
    if (record == nullptr) {
        problems.add({AuditFault::record_gone, seal.number, id,
                      numbered("record", id) + " of " + numbered("seal", seal.number) + " is gone"});
        return;
    }
    if (digest_of(*record) != sealed_digest(seal, index))
        problems.add(
            {AuditFault::record_changed, seal.number, id,
             numbered("record", id) + " is not what was sealed at this place in " + numbered("seal", seal.number)});
    check_values(seal.number, *record, problems);
}

void ChainCheck::head(const std::string& line) {
    const auto number = seal_of_head_line(line);
    if (number == 0) return;
    if (number <= last_head_) {
        problems_.add({AuditFault::head_changed, number, 0,
                       "the head file's line about " + numbered("seal", number) + " is out of its place"});
        return;
    }
    last_head_ = number;
    head_ = line;
}

void ChainCheck::gone(std::int64_t last, const char* who) {
    const auto first = last_seal_ + 1;
    problems_.add({AuditFault::seal_gone, first, 0,
                   seals_from(first, last) + (first == last ? " is gone: " : " are gone: ") + who});
}

void ChainCheck::seal(const AuditSeal& seal) {
    const auto name = numbered("seal", seal.number);
    const auto records = last_records_ + static_cast<std::int64_t>(seal.ids.size());
    if (seal.number != last_seal_ + 1) gone(seal.number - 1, "those behind were numbered after them");
    else if (seal.previous != last_ || seal.records != records)
        problems_.add({AuditFault::seal_unlinked, seal.number, 0, name + " does not follow from the seal before it"});
    if (digest_of(seal) != seal.seal || seal.digests.size() != seal.ids.size() * kDigestLength)
        problems_.add({AuditFault::seal_changed, seal.number, 0, name + " was changed: it does not fit its content"});
    compare_head(seal);
    last_seal_ = seal.number;
    last_records_ = seal.records;
    last_ = seal.seal;
}

void ChainCheck::compare_head(const AuditSeal& seal) {
    if (last_head_ < seal.number) return;  // sealed since the file was written to
    if (last_head_ > seal.number) {
        problems_.add({AuditFault::head_gone, seal.number, 0,
                       "the head file has no line about " + numbered("seal", seal.number)});
    } else if (head_ != head_line(seal)) {
        if (unlike_from_ == 0) unlike_from_ = seal.number;
        unlike_until_ = seal.number;
    } else if (unlike_from_ != 0) {
        // A later seal is as the file knows it, and that one covers these: so they are what they were.
        problems_.add({AuditFault::head_changed, unlike_from_, 0,
                       "the head file was changed where it is about " + seals_from(unlike_from_, unlike_until_)});
        unlike_from_ = 0;
    }
}

void ChainCheck::finish() {
    if (unlike_from_ != 0)
        problems_.add({AuditFault::chain_rewritten, unlike_from_, 0,
                       "from " + numbered("seal", unlike_from_) + " on the chain is not the one the head file knows"});
    if (last_head_ > last_seal_) gone(last_head_, "the head file knows of what was sealed");
}

}  // namespace hub::queues
