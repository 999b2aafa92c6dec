#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "queues/audit/audit_record.hpp"
#include "queues/audit/leaving_file.hpp"

namespace pqxx {
class result;
class transaction_base;
}  // namespace pqxx

// The rows of the audit as the application role sees them. All throw what libpqxx throws.
namespace hub::queues {

// Seals the oldest unsealed records, at most so many. How many; empty while another session does.
std::optional<int> seal_oldest(pqxx::transaction_base& transaction, int most);

struct Unsealed {
    std::int64_t records = 0;
    double oldest_seconds = 0;  // how long the oldest has been waiting
};
Unsealed unsealed(pqxx::transaction_base& transaction);

// The seals behind this number in their order, at most so many.
std::vector<AuditSeal> seals_after(pqxx::transaction_base& transaction, std::int64_t number, std::size_t most);
std::optional<AuditSeal> seal_numbered(pqxx::transaction_base& transaction, std::int64_t number);
// The leavings that these seals are about, in the order of their records.
std::vector<Leaving> leavings_in(pqxx::transaction_base& transaction, const std::vector<AuditSeal>& seals);
// At one moment: records in all, those of them that wait to be sealed, the last seal and what it says is sealed.
struct AuditCounts {
    std::int64_t records = 0;
    std::int64_t unsealed = 0;
    std::int64_t last_seal = 0;
    std::int64_t sealed = 0;
};
AuditCounts audit_counts(pqxx::transaction_base& transaction);

// Records with their values, by id; those that are not there are left out.
std::map<std::int64_t, AuditRecord> records_with(pqxx::transaction_base& transaction,
                                                 const std::vector<std::int64_t>& ids);
// Records, at most so many, that are neither sealed nor waiting for it. Takes the longer the more there are.
std::vector<std::int64_t> records_past_the_hub(pqxx::transaction_base& transaction, std::size_t most);

// What records are read from: the columns, and `records`, which is hub.audit or a part of it, as a, with their values.
std::string record_source(const std::string& records = "hub.audit");
std::vector<AuditRecord> records_from(const pqxx::result& rows);

}  // namespace hub::queues
