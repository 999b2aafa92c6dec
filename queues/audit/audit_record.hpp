#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The audit and what proves that nobody has changed it: a record is digested together with the salted digest of its
// values, seals cover the digests of many records and the seal before, and the head file outside the database remembers
// every seal. Digests are SHA-256, here as 64 hexadecimal digits.
namespace hub::queues {

// What an action changed, as JSON texts; kept beside the record, so that it can be erased.
struct AuditValues {
    std::string salt;
    std::optional<std::string> before{};
    std::optional<std::string> after{};
};

struct AuditRecord {
    std::int64_t id = 0;
    std::string at;  // RFC 3339, UTC, microseconds
    std::string actor;
    std::string action;
    std::string object_kind;
    std::string object_id;
    std::string value_digest{};  // empty: it has no values
    std::optional<AuditValues> values{};
    bool erased = false;  // its values were erased, and a record says so
};

struct AuditSeal {
    std::int64_t number = 0;
    std::string sealed_at;  // as AuditRecord::at
    std::string previous;   // the seal before; of the first kNoSeal
    std::vector<std::int64_t> ids;
    std::string digests;       // of the records, one behind the other
    std::int64_t records = 0;  // sealed up to here
    std::string seal;
};

extern const std::string kNoSeal;  // 64 zeros
constexpr std::size_t kDigestLength = 64;

// What each of them should have as digest. hub.seal_audit computes the same in the database.
std::string digest_of(const AuditValues& values);
std::string digest_of(const AuditRecord& record);
std::string digest_of(const AuditSeal& seal);
// Of one of the seal's records; empty when there is none at this place.
std::string sealed_digest(const AuditSeal& seal, std::size_t index);

// The line of the head file about a seal, without its end; and which seal a line is about, 0 when it is no such line.
std::string head_line(const AuditSeal& seal);
std::int64_t seal_of_head_line(const std::string& line);

}  // namespace hub::queues
