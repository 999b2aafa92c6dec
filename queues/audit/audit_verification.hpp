#pragma once

#include "queues/audit/audit_check.hpp"
#include "queues/audit/head_file.hpp"

namespace pqxx {
class transaction_base;
}

namespace hub::queues {

struct AuditFindings {
    std::int64_t seals = 0;       // looked at so far
    std::int64_t records = 0;     // in them, and there
    std::int64_t of_records = 0;  // sealed when it began
    std::int64_t unsealed = 0;    // waiting when it ended
    AuditProblems problems{};
};

// One pass over the whole audit, a seal at a time and with bounded memory, however long the chain is. What is sealed
// meanwhile is part of it.
class AuditVerification {
public:
    explicit AuditVerification(const std::string& head_path);

    // Looks at the next seal with its records; false when the pass has ended. Throws what libpqxx throws: the same step
    // may then be done again in another transaction.
    bool step(pqxx::transaction_base& transaction);
    const AuditFindings& findings() const { return findings_; }

private:
    void look_at(pqxx::transaction_base& transaction, const AuditSeal& seal);
    // False when more was sealed meanwhile.
    bool end(pqxx::transaction_base& transaction);

    const std::string head_path_;
    LineReader heads_;
    AuditFindings findings_;
    ChainCheck chain_{findings_.problems};
    std::int64_t last_seal_ = 0;
    bool heads_left_ = true;
};

}  // namespace hub::queues
