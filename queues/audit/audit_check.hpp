#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "queues/audit/audit_record.hpp"

// What is wrong with an audit, as pure functions of what was read.
namespace hub::queues {

enum class AuditFault {
    record_changed,   // not what was sealed: its text, or its place among the others
    record_gone,      // sealed, and no longer there
    record_unsealed,  // there, and neither sealed nor waiting to be: it came past the hub
    values_changed,   // not what the record's digest is of
    values_gone,      // and no record says that they were erased
    values_added,     // of a record that had none
    seal_changed,     // does not fit its own content
    seal_unlinked,    // does not follow from the seal before
    seal_gone,        // the head file or the seals behind it know of it
    chain_rewritten,  // whole in itself, and from here on not the one that the head file knows
    head_changed,     // the head file's line about it
    head_gone         // the head file has no line about it
};
std::string_view to_string(AuditFault fault);

struct AuditProblem {
    AuditFault fault = AuditFault::record_changed;
    std::int64_t seal = 0;    // 0: about none
    std::int64_t record = 0;  // 0: about none
    std::string detail;       // a sentence, without personal data
};

// The problems found so far: all counted, the first kept.
struct AuditProblems {
    static constexpr std::size_t kKept = 100;
    std::vector<AuditProblem> first{};
    std::size_t count = 0;

    void add(AuditProblem problem);
    void add(AuditProblems more);
};

// One sealed record, by its place in the seal; null when it is not there.
void check_record(const AuditSeal& seal, std::size_t index, const AuditRecord* record, AuditProblems& problems);
// A record's values against its digest; `seal` 0 while it is unsealed.
void check_values(std::int64_t seal, const AuditRecord& record, AuditProblems& problems);

// Goes along the seals in the order of their numbers and the lines of the head file beside them. Before each seal the
// file's lines are given while wants_head() and the file has more; behind the last seal those that are left.
class ChainCheck {
public:
    explicit ChainCheck(AuditProblems& problems) : problems_(problems) {}

    // Whether the lines given so far may lack the one about this seal.
    bool wants_head(std::int64_t seal) const { return last_head_ < seal; }
    // The head file's next line; one that was cut off is passed over.
    void head(const std::string& line);
    void seal(const AuditSeal& seal);
    // After the last seal and the last line.
    void finish();

private:
    void compare_head(const AuditSeal& seal);
    void gone(std::int64_t last, const char* who);

    AuditProblems& problems_;
    std::int64_t last_seal_ = 0;
    std::int64_t last_records_ = 0;
    std::string last_ = kNoSeal;
    std::int64_t last_head_ = 0;
    std::string head_;              // the line about last_head_
    std::int64_t unlike_from_ = 0;  // the seal from which on no line agrees; 0: the last one did
    std::int64_t unlike_until_ = 0;
};

}  // namespace hub::queues
