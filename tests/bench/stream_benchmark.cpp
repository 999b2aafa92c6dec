// What one connection of the hub carries through a Redis stream: publish, consume, acknowledge; no database.
//   stream_benchmark REDIS_PORT COUNT      one line of JSON: rates a second
// Once with messages of 300 bytes, for the comparison with a peer that keeps them in Redis, and once with tickets,
// which is all the hub puts there.
#include <chrono>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include "queues/lane_streams.hpp"
#include "queues/redis_connection.hpp"
#include "router/core/clock.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kTogether = 500;  // published, read and acknowledged at once
constexpr const char* kKey = "bench:stream";

struct Rates {
    double published = 0;
    double consumed = 0;  // read and acknowledged
};

double rate_of(std::size_t count, std::chrono::steady_clock::time_point begin) {
    return static_cast<double>(count) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Value>
Value required(Result<Value> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    return std::move(result).value();
}

void required(Result<void> result) {
    if (!result) throw std::runtime_error(result.error().detail);
}

Rates with_messages(RedisConnection& redis, std::size_t count) {
    required(redis.command({"DEL", kKey}));
    required(redis.command({"XGROUP", "CREATE", kKey, "bench", "0", "MKSTREAM"}));
    const std::string message(300, 'x');
    Rates rates;
    auto begin = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < count; done += kTogether) {
        const RedisCommand add{"XADD", kKey, "*", "d", message};
        required(redis.pipeline(std::vector<RedisCommand>(std::min(kTogether, count - done), add)));
    }
    rates.published = rate_of(count, begin);

    begin = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < count;) {
        const auto reply = required(redis.command(
            {"XREADGROUP", "GROUP", "bench", "bench", "COUNT", std::to_string(kTogether), "STREAMS", kKey, ">"}));
        RedisCommand acknowledge{"XACK", kKey, "bench"}, forget{"XDEL", kKey};
        for (const auto& stream : required(read_groups(reply)))
            for (const auto& entry : stream.entries) {
                if (entry.payload.size() != message.size()) throw std::runtime_error("a message came back changed");
                acknowledge.push_back(to_text(entry.id));
                forget.push_back(to_text(entry.id));
            }
        if (forget.size() == 2) throw std::runtime_error("messages are missing");
        done += forget.size() - 2;
        required(redis.pipeline({std::move(acknowledge), std::move(forget)}));
    }
    rates.consumed = rate_of(count, begin);
    return rates;
}

Rates with_tickets(RedisConnection& redis, std::size_t count) {
    LaneStreams streams(redis);
    required(redis.command({"DEL", stream_key(Lane::bulk)}));
    required(streams.ensure_groups());
    Rates rates;
    auto begin = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < count; done += kTogether) {
        std::vector<Ticket> tickets;
        for (std::size_t index = done; index < std::min(count, done + kTogether); ++index)
            tickets.push_back({static_cast<std::int64_t>(index), 1});
        std::string refusal;
        if (required(streams.publish(Lane::bulk, tickets, &refusal)) != tickets.size())
            throw std::runtime_error(refusal);
    }
    rates.published = rate_of(count, begin);

    begin = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < count;) {
        const auto read = required(streams.read({{Lane::bulk, kTogether}}, std::chrono::milliseconds(0)));
        if (read.entries.empty()) throw std::runtime_error("tickets are missing");
        std::vector<StreamPosition> positions;
        for (const auto& entry : read.entries) positions.push_back({entry.lane, entry.id});
        required(streams.remove(positions));
        done += positions.size();
    }
    rates.consumed = rate_of(count, begin);
    return rates;
}

}  // namespace
}  // namespace hub::queues

int main(int count, char** arguments) try {
    if (count != 3) throw std::invalid_argument("usage: stream_benchmark REDIS_PORT COUNT");
    hub::queues::RedisConnection redis({"127.0.0.1", std::stoi(arguments[1])}, hub::system_clock());
    const auto messages = hub::queues::with_messages(redis, std::stoull(arguments[2]));
    const auto tickets = hub::queues::with_tickets(redis, std::stoull(arguments[2]));
    std::printf(
        "{\"messages_published_per_second\":%.0f,\"messages_consumed_per_second\":%.0f,"
        "\"tickets_published_per_second\":%.0f,\"tickets_consumed_per_second\":%.0f}\n",
        messages.published, messages.consumed, tickets.published, tickets.consumed);
    return 0;
} catch (const std::exception& error) {
    std::cerr << "stream_benchmark: " << error.what() << '\n';
    return 1;
}
