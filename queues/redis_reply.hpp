#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

// What Redis answers, as plain values, and the pure readers of the answers to stream commands.
namespace hub::queues {

struct RedisValue {
    enum class Kind { nil, integer, text, error, array };
    Kind kind = Kind::nil;
    std::int64_t integer = 0;
    std::string text;  // also of an error: "NOGROUP No such key ..."
    std::vector<RedisValue> elements;

    bool is_error() const { return kind == Kind::error; }
    // Whether it is an error that begins with this word.
    bool is_error(std::string_view word) const { return is_error() && text.starts_with(word); }
};

// The number of a stream entry, "1700000000000-3".
struct StreamId {
    std::uint64_t milliseconds = 0;
    std::uint64_t sequence = 0;
    auto operator<=>(const StreamId&) const = default;
};
std::string to_text(const StreamId& id);
std::optional<StreamId> stream_id_from(std::string_view text);

// One entry of a stream. `payload` is the value of its field "d"; empty when it has none or its body is gone.
struct StreamEntry {
    StreamId id;
    std::string payload;
};

// The entries of one stream in an XREADGROUP answer.
struct StreamEntries {
    std::string key;
    std::vector<StreamEntry> entries;
};

// An entry that was delivered and not acknowledged.
struct HeldEntry {
    StreamId id;
    std::chrono::milliseconds idle{0};
};

// Each of these reads one command's answer. Errors: not_found "redis.no_group" for NOGROUP and "the stream key no longer
// exists", transient "redis.refused" for any other error answer, bug "redis.unexpected_reply" for another shape.
Result<std::vector<StreamEntries>> read_groups(const RedisValue& reply);  // XREADGROUP; nil is "nothing there"
Result<std::vector<StreamEntry>> read_range(const RedisValue& reply);     // XRANGE
Result<std::vector<HeldEntry>> read_pending(const RedisValue& reply);     // XPENDING, extended form
// XINFO GROUPS: what the group was given last; not_found when there is no such group.
Result<StreamId> read_last_delivered(const RedisValue& reply, std::string_view group);
Result<std::int64_t> read_integer(const RedisValue& reply);

}  // namespace hub::queues
