#include "queues/lane_streams.hpp"

#include <algorithm>

#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr const char* kGroup = "hub";
constexpr const char* kConsumer = "hub";

RedisCommand read_command(const std::vector<Lane>& lanes, std::size_t count, milliseconds block) {
    RedisCommand command{"XREADGROUP", "GROUP", kGroup, kConsumer, "COUNT", std::to_string(count)};
    if (block.count() > 0) {
        command.emplace_back("BLOCK");
        command.push_back(std::to_string(block.count()));
    }
    command.emplace_back("STREAMS");
    for (const Lane lane : lanes) command.push_back(stream_key(lane));
    for (std::size_t index = 0; index < lanes.size(); ++index) command.emplace_back(">");
    return command;
}

std::optional<Lane> lane_of(const std::string& key) {
    for (const Lane lane : kLanes)
        if (key == stream_key(lane)) return lane;
    return std::nullopt;
}

void sort_out(std::vector<StreamEntries> streams, LaneRead& read) {
    for (auto& stream : streams) {
        const auto lane = lane_of(stream.key);
        if (!lane) continue;
        for (auto& entry : stream.entries) {
            const auto ticket = ticket_from(entry.payload);
            if (ticket) read.entries.push_back({*lane, entry.id, *ticket});
            else read.garbage.push_back({*lane, entry.id});
        }
    }
}

}  // namespace

std::string stream_key(Lane lane) { return "hub:lane:" + std::string(to_string(lane)); }

Result<bool> LaneStreams::ensure_groups() {
    std::vector<RedisCommand> commands;
    for (const Lane lane : kLanes) commands.push_back({"XGROUP", "CREATE", stream_key(lane), kGroup, "0", "MKSTREAM"});
    const auto replies = redis_.pipeline(commands);
    if (!replies) return replies.error();
    bool made = false;
    for (std::size_t index = 0; index < replies->size(); ++index) {
        const auto& reply = replies->at(index);
        if (!reply.is_error()) made = true;
        else if (reply.is_error("WRONGTYPE")) replace_foreign_key(kLanes[index]);
        // With its memory full Redis refuses this before it looks whether the group is there; mostly it is.
        else if (!reply.is_error("BUSYGROUP") && !reply.is_error("OOM")) return Error{ErrorKind::transient, "redis.refused", reply.text};
    }
    return made;
}

// Somebody put another kind of value under our name. Nothing in Redis is the only copy of anything of ours.
void LaneStreams::replace_foreign_key(Lane lane) {
    log::warning("redis.foreign_key", {{"key", stream_key(lane)}});
    (void)redis_.command({"DEL", stream_key(lane)});
}

Result<std::vector<std::int64_t>> LaneStreams::lengths() {
    std::vector<RedisCommand> commands;
    for (const Lane lane : kLanes) commands.push_back({"XLEN", stream_key(lane)});
    const auto replies = redis_.pipeline(commands);
    if (!replies) return replies.error();
    std::vector<std::int64_t> lengths;
    for (const auto& reply : *replies) {
        const auto length = read_integer(reply);
        if (!length) return length.error();
        lengths.push_back(*length);
    }
    return lengths;
}

Result<std::size_t> LaneStreams::publish(Lane lane, const std::vector<Ticket>& tickets, std::string* refusal) {
    HUB_FAILPOINT("K7.after");
    std::vector<RedisCommand> commands;
    commands.reserve(tickets.size());
    for (const auto& ticket : tickets) commands.push_back({"XADD", stream_key(lane), "*", "d", to_text(ticket)});
    HUB_FAILPOINT("K8.before");
    const auto replies = redis_.pipeline(commands);
    HUB_FAILPOINT("K9.after");
    if (!replies) return replies.error();
    const auto refused = std::find_if(replies->begin(), replies->end(), [](const auto& reply) { return reply.is_error(); });
    if (refused != replies->end()) *refusal = refused->text;
    return static_cast<std::size_t>(refused - replies->begin());
}

Result<void> LaneStreams::read_into(LaneRead& read, const std::vector<Lane>& lanes, std::size_t count,
                                    milliseconds block) {
    const auto reply = redis_.command(read_command(lanes, count, block));
    if (!reply) return reply.error();
    auto streams = read_groups(*reply);
    if (!streams) return std::move(streams).error();
    sort_out(std::move(streams).value(), read);
    return Result<void>::success();
}

Result<LaneRead> LaneStreams::read(const std::map<Lane, std::size_t>& most, milliseconds block) {
    LaneRead read;
    std::vector<Lane> open;
    std::size_t least = 0;
    for (const auto& [lane, count] : most) {
        if (count <= read.entries.size()) continue;
        const auto done = read_into(read, {lane}, count - read.entries.size(), milliseconds(0));
        // What was given out before the failure is ours to work on.
        if (!done && read.entries.empty() && read.garbage.empty()) return done.error();
        if (!done) return read;
        open.push_back(lane);
        least = count;
    }
    if (open.empty() || !read.entries.empty() || !read.garbage.empty() || block.count() == 0) return read;

    // Redis counts per stream: the share keeps all of them together within the narrowest lane.
    const auto share = std::max<std::size_t>(1, least / open.size());
    const auto done = read_into(read, open, share, std::min(block, RedisConnection::kLongestBlock));
    if (!done) return done.error();
    return read;
}

Result<void> LaneStreams::remove(const std::vector<StreamPosition>& positions) {
    std::vector<RedisCommand> commands;
    for (const Lane lane : kLanes) {
        RedisCommand acknowledge{"XACK", stream_key(lane), kGroup};
        RedisCommand forget{"XDEL", stream_key(lane)};
        for (const auto& position : positions) {
            if (position.lane != lane) continue;
            acknowledge.push_back(to_text(position.id));
            forget.push_back(to_text(position.id));
        }
        if (forget.size() == 2) continue;
        // Together or not at all: an entry that is acknowledged and still there would never be given out again.
        commands.push_back({"MULTI"});
        commands.push_back(std::move(acknowledge));
        commands.push_back(std::move(forget));
        commands.push_back({"EXEC"});
    }
    if (commands.empty()) return Result<void>::success();
    HUB_FAILPOINT("K21.before");
    const auto replies = redis_.pipeline(commands);
    HUB_FAILPOINT("K22.after");
    if (!replies) return replies.error();
    return Result<void>::success();
}

Result<bool> LaneStreams::has_idle(Lane lane, milliseconds idle) {
    const auto reply =
        redis_.command({"XPENDING", stream_key(lane), kGroup, "IDLE", std::to_string(idle.count()), "-", "+", "1"});
    if (!reply) return reply.error();
    const auto held = read_pending(*reply);
    if (!held) return held.error();
    return !held->empty();
}

Result<LaneContents> LaneStreams::contents(Lane lane, std::size_t limit) {
    constexpr std::size_t kPage = 2'000;
    const auto key = stream_key(lane);
    const auto answers = redis_.pipeline(
        {{"XINFO", "GROUPS", key}, {"XPENDING", key, kGroup, "-", "+", std::to_string(limit)}});
    if (!answers) return answers.error();
    const auto last_delivered = read_last_delivered(answers->at(0), kGroup);
    if (!last_delivered) return last_delivered.error();
    const auto held = read_pending(answers->at(1));
    if (!held) return held.error();

    LaneContents contents;
    contents.last_delivered = *last_delivered;
    for (const auto& entry : *held) contents.held.emplace(entry.id, entry.idle);
    std::string from = "-";
    while (contents.entries.size() < limit) {
        const auto reply = redis_.command({"XRANGE", key, from, "+", "COUNT", std::to_string(kPage)});
        if (!reply) return reply.error();
        auto page = read_range(*reply);
        if (!page) return std::move(page).error();
        for (auto& entry : *page) contents.entries.push_back(std::move(entry));
        if (page->size() < kPage) break;
        from = "(" + to_text(contents.entries.back().id);
    }
    return contents;
}

}  // namespace hub::queues
