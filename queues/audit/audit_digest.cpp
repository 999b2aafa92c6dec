#include <charconv>

#include <openssl/sha.h>

#include "queues/audit/audit_record.hpp"
#include "router/core/ids.hpp"

namespace hub::queues {
namespace {

std::string sha256(const std::string& text) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return to_hex(digest);
}

// As hub.audit_field: with its length, so that no two lists of fields make the same text.
std::string field(const std::string& value) { return std::to_string(value.size()) + ":" + value + ","; }
std::string field(const std::optional<std::string>& value) { return value ? field(*value) : "~"; }

std::string joined(const std::vector<std::int64_t>& ids) {
    std::string text;
    for (const auto id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
    return text;
}

}  // namespace

const std::string kNoSeal(kDigestLength, '0');

std::string digest_of(const AuditValues& values) {
    return sha256(field(std::string("audit values")) + field(values.salt) + field(values.before) + field(values.after));
}

std::string digest_of(const AuditRecord& record) {
    const auto value_digest = record.value_digest.empty() ? std::nullopt : std::optional(record.value_digest);
    return sha256(field(std::string("audit record")) + field(std::to_string(record.id)) + field(record.at) +
                  field(record.actor) + field(record.action) + field(record.object_kind) + field(record.object_id) +
                  field(value_digest));
}

std::string digest_of(const AuditSeal& seal) {
    return sha256(field(std::string("audit seal")) + field(std::to_string(seal.number)) + field(seal.previous) +
                  field(seal.sealed_at) + field(joined(seal.ids)) + field(seal.digests) +
                  field(std::to_string(seal.records)));
}

std::string sealed_digest(const AuditSeal& seal, std::size_t index) {
    const auto from = index * kDigestLength;
    return from + kDigestLength <= seal.digests.size() ? seal.digests.substr(from, kDigestLength) : std::string();
}

std::string head_line(const AuditSeal& seal) {
    return std::to_string(seal.number) + " " + std::to_string(seal.records) + " " + seal.sealed_at + " " + seal.seal;
}

std::int64_t seal_of_head_line(const std::string& line) {
    std::int64_t number = 0;
    const auto end = line.data() + line.size();
    const auto read = std::from_chars(line.data(), end, number);
    // A line that was cut off while it was written has no whole seal at its end.
    const auto last = line.rfind(' ');
    const bool whole = last != std::string::npos && line.size() - last - 1 == kDigestLength;
    return read.ec == std::errc() && read.ptr != end && *read.ptr == ' ' && number > 0 && whole ? number : 0;
}

}  // namespace hub::queues
