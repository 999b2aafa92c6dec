#include "queues/redis_reply.hpp"

#include <charconv>

namespace hub::queues {
namespace {

using Kind = RedisValue::Kind;

Error unexpected() { return {ErrorKind::bug, "redis.unexpected_reply", "Redis answered in a shape that is not known"}; }

// The error behind an error answer; empty for any other answer.
std::optional<Error> refusal(const RedisValue& reply) {
    if (!reply.is_error()) return std::nullopt;
    // XINFO says "ERR no such key", a reader that was blocked "UNBLOCKED the stream key no longer exists".
    if (reply.is_error("NOGROUP") || reply.is_error("UNBLOCKED") || reply.is_error("ERR no such key"))
        return Error{ErrorKind::not_found, "redis.no_group", reply.text};
    return Error{ErrorKind::transient, "redis.refused", reply.text};
}

bool is_array(const RedisValue& value, std::size_t least) {
    return value.kind == Kind::array && value.elements.size() >= least;
}

std::optional<StreamEntry> entry_from(const RedisValue& value) {
    if (!is_array(value, 2)) return std::nullopt;
    const auto id = stream_id_from(value.elements[0].text);
    if (!id) return std::nullopt;
    StreamEntry entry{*id, {}};
    const auto& fields = value.elements[1].elements;
    for (std::size_t index = 0; index + 1 < fields.size(); index += 2)
        if (fields[index].text == "d") entry.payload = fields[index + 1].text;
    return entry;
}

Result<std::vector<StreamEntry>> entries_from(const RedisValue& list) {
    std::vector<StreamEntry> entries;
    if (list.kind != Kind::array) return unexpected();
    entries.reserve(list.elements.size());
    for (const auto& element : list.elements) {
        auto entry = entry_from(element);
        if (!entry) return unexpected();
        entries.push_back(std::move(*entry));
    }
    return entries;
}

}  // namespace

std::string to_text(const StreamId& id) { return std::to_string(id.milliseconds) + "-" + std::to_string(id.sequence); }

std::optional<StreamId> stream_id_from(std::string_view text) {
    StreamId id;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, id.milliseconds);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, id.sequence);
    if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
    return id;
}

Result<std::vector<StreamEntries>> read_groups(const RedisValue& reply) {
    if (auto error = refusal(reply)) return *error;
    std::vector<StreamEntries> streams;
    if (reply.kind == Kind::nil) return streams;
    if (reply.kind != Kind::array) return unexpected();
    for (const auto& stream : reply.elements) {
        if (!is_array(stream, 2)) return unexpected();
        auto entries = entries_from(stream.elements[1]);
        if (!entries) return std::move(entries).error();
        streams.push_back({stream.elements[0].text, std::move(entries).value()});
    }
    return streams;
}

Result<std::vector<StreamEntry>> read_range(const RedisValue& reply) {
    if (auto error = refusal(reply)) return *error;
    return entries_from(reply);
}

Result<std::vector<HeldEntry>> read_pending(const RedisValue& reply) {
    if (auto error = refusal(reply)) return *error;
    if (reply.kind != Kind::array) return unexpected();
    std::vector<HeldEntry> held;
    for (const auto& element : reply.elements) {
        if (!is_array(element, 3)) return unexpected();
        const auto id = stream_id_from(element.elements[0].text);
        if (!id) return unexpected();
        held.push_back({*id, std::chrono::milliseconds(element.elements[2].integer)});
    }
    return held;
}

Result<StreamId> read_last_delivered(const RedisValue& reply, std::string_view group) {
    if (auto error = refusal(reply)) return *error;
    if (reply.kind != Kind::array) return unexpected();
    for (const auto& element : reply.elements) {
        bool ours = false;
        std::optional<StreamId> last;
        const auto& fields = element.elements;
        for (std::size_t index = 0; index + 1 < fields.size(); index += 2) {
            if (fields[index].text == "name") ours = fields[index + 1].text == group;
            if (fields[index].text == "last-delivered-id") last = stream_id_from(fields[index + 1].text);
        }
        if (ours && last) return *last;
    }
    return Error{ErrorKind::not_found, "redis.no_group", "the stream has no group of this name"};
}

Result<std::int64_t> read_integer(const RedisValue& reply) {
    if (auto error = refusal(reply)) return *error;
    if (reply.kind != Kind::integer) return unexpected();
    return reply.integer;
}

}  // namespace hub::queues
