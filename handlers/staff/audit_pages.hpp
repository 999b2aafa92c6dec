#pragma once

#include "handlers/accounts/api_keys.hpp"
#include "handlers/staff/staff_services.hpp"

// The audit, as administrators and systems with the scope audit:read see it. Looking at it is a record itself.
namespace hub::staff {

// As typed; empty means not asked for.
struct AuditQuestion {
    std::string actor;
    std::string action;
    std::string object;       // a kind ("staff"), or one object of it ("staff/12")
    std::string since;        // a date in Japan's time, or RFC 3339
    std::string until;        // likewise; a date includes its whole day
    std::int64_t before = 0;  // only records before this one
    std::string format;       // "csv", "json": as a file; empty: a page
};

// What the audit offers; called inside a transaction, on a database thread.
class AuditReader {
public:
    virtual ~AuditReader() = default;
    // The newest records that match, at most so many, as JSON objects {"id", "at", "actor", "action", "object_kind",
    // "object_id", "before"?, "after"?, "digest"}. Error: invalid "audit.invalid_filter" with every wrong field.
    virtual Result<std::vector<std::string>> read(UnitOfWork& unit_of_work, const AuditQuestion& question,
                                                  std::size_t most) = 0;
    // The same as CSV that is safe in a spreadsheet, "" when there are more than so many.
    virtual Result<std::string> read_csv(UnitOfWork& unit_of_work, const AuditQuestion& question, std::size_t most) = 0;
    // Writes that `actor` did `action` ("audit.show") and what was asked for.
    virtual void note(UnitOfWork& unit_of_work, const std::string& actor, const std::string& action,
                      const AuditQuestion& question) = 0;
    // Whether nothing was found wrong with the chain. From any thread.
    virtual bool is_intact() const = 0;
};

struct AuditServices {
    StaffServices& staff;
    accounts::ApiKeys& keys;
    AuditReader& reader;
};

// audit.list {"actor"?, "action"?, "object"?, "since"?, "until"?, "before"?}: {"records", "next_before": number or
// null, "intact"}, fifty at a time. With "format", "csv" or "json": {"text"}, the records that match as a file; invalid
// "audit.too_many" for more than 10,000 of them.
class AuditListHandler final : public Handler {
public:
    explicit AuditListHandler(AuditServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    AuditServices& services_;
};

}  // namespace hub::staff
