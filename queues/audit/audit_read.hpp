#pragma once

#include <string>
#include <vector>

#include "queues/audit/audit_record.hpp"
#include "queues/message_filter.hpp"
#include "router/core/unit_of_work.hpp"

// The audit as people look at it: `passport-hub audit show|export|erase`.
namespace hub::queues {

// As typed on the command line; empty means not asked for.
struct AuditSearch {
    std::string actor{};
    std::string action{};  // in full
    std::string object{};  // a kind ("shop_temp"), or one object of it ("shop_temp/12")
    std::string since{};   // RFC 3339, or a date in Japan's time
    std::string until{};   // likewise; a date includes its whole day
};

struct AuditFilter {
    std::string actor{};
    std::string action{};
    std::string object_kind{};
    std::string object_id{};
    std::optional<WallTime> since{};
    std::optional<WallTime> until{};
};

// Error `invalid` "audit.invalid_filter" names every wrong part in `fields`.
Result<AuditFilter> read_audit_filter(const AuditSearch& search);

// The newest records that match and come before the one numbered `before` (0: from the newest on), at most so many.
std::vector<AuditRecord> newest_records(UnitOfWork& unit_of_work, const AuditFilter& filter, std::int64_t before,
                                        std::size_t most);
// The records that match and come behind this one, in the order in which they were numbered, at most so many.
std::vector<AuditRecord> records_behind(UnitOfWork& unit_of_work, const AuditFilter& filter, std::int64_t last,
                                        std::size_t most);

// Values of records may be personal data, so reading them is a record itself: of `by`, who must be known as staff, what
// was done ("audit.show") and what was asked for. Error forbidden "audit.not_allowed".
Result<void> note_reading(UnitOfWork& unit_of_work, const std::string& by, const std::string& action,
                          const AuditSearch& search);

// The same of somebody whose right to read was looked at already.
void write_reading(UnitOfWork& unit_of_work, const std::string& by, const std::string& action,
                   const AuditSearch& search);

// Erases the values of all records about one object ("users/12"), which is a record itself; of how many. Errors:
// invalid "audit.invalid" for an object or reason that is none, forbidden "audit.not_allowed".
Result<int> erase_values(UnitOfWork& unit_of_work, const std::string& by, const std::string& reason,
                         const std::string& object);

enum class Values { shown, left_out };
// For a terminal, a line a record, with values lines below it.
std::string to_text(const AuditRecord& record, Values values);
// One JSON object with everything that the record's digest is made of, and the digest.
std::string to_json(const AuditRecord& record, Values values);
// The same as cells, safe in a spreadsheet, and their names; with line ends.
std::string csv_line(const AuditRecord& record);
std::string csv_header();

}  // namespace hub::queues
