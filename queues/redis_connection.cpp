#include "queues/redis_connection.hpp"

#include <hiredis/hiredis.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <mutex>

#include "queues/reconnection.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr timeval kConnectTimeout{1, 0};
constexpr timeval kAnswerTimeout{3, 0};

struct FreeContext {
    void operator()(redisContext* context) const { redisFree(context); }
};
struct FreeReply {
    void operator()(void* reply) const { freeReplyObject(reply); }
};
using ContextPointer = std::unique_ptr<redisContext, FreeContext>;
using ReplyPointer = std::unique_ptr<void, FreeReply>;

RedisValue to_value(const redisReply& reply) {
    RedisValue value;
    switch (reply.type) {
        case REDIS_REPLY_INTEGER:
            value.kind = RedisValue::Kind::integer;
            value.integer = reply.integer;
            break;
        case REDIS_REPLY_STRING:
        case REDIS_REPLY_STATUS:
            value.kind = RedisValue::Kind::text;
            value.text.assign(reply.str, reply.len);
            break;
        case REDIS_REPLY_ERROR:
            value.kind = RedisValue::Kind::error;
            value.text.assign(reply.str, reply.len);
            break;
        case REDIS_REPLY_ARRAY:
            value.kind = RedisValue::Kind::array;
            value.elements.reserve(reply.elements);
            for (std::size_t index = 0; index < reply.elements; ++index)
                value.elements.push_back(to_value(*reply.element[index]));
            break;
        default: break;
    }
    return value;
}

void append(redisContext* context, const RedisCommand& command) {
    std::vector<const char*> words;
    std::vector<std::size_t> lengths;
    words.reserve(command.size());
    lengths.reserve(command.size());
    for (const auto& word : command) {
        words.push_back(word.data());
        lengths.push_back(word.size());
    }
    redisAppendCommandArgv(context, static_cast<int>(words.size()), words.data(), lengths.data());
}

}  // namespace

struct RedisConnection::State {
    State(RedisSettings redis_settings, const Clock& injected_clock)
        : settings(std::move(redis_settings)),
          clock(injected_clock),
          reconnection(milliseconds(100), milliseconds(2'000), system_random) {}

    // Null when Redis cannot be reached.
    redisContext* connect() {
        if (context) return context.get();
        ContextPointer fresh(redisConnectWithTimeout(settings.host.c_str(), settings.port, kConnectTimeout));
        if (!fresh || fresh->err) return nullptr;
        redisSetTimeout(fresh.get(), kAnswerTimeout);
        redisEnableKeepAlive(fresh.get());
        const std::lock_guard lock(mutex);
        context = std::move(fresh);
        if (interrupted) ::shutdown(context->fd, SHUT_RDWR);
        reconnection.succeeded();
        connected = true;
        return context.get();
    }

    // A context that saw an error is dead: hiredis goes on from nowhere.
    Error broken() {
        std::string detail = "Redis cannot be reached";
        {
            const std::lock_guard lock(mutex);
            if (context && context->err) detail = context->errstr;
            context.reset();
        }
        connected = false;
        reconnection.failed(clock.monotonic());
        metrics::number("hub_redis_errors_total").fetch_add(1);
        if (interrupted) return {ErrorKind::cancelled, "redis.interrupted", "the connection is being closed"};
        return {ErrorKind::transient, "redis.unavailable", detail};
    }

    const RedisSettings settings;
    const Clock& clock;
    Reconnection reconnection;
    std::mutex mutex;  // `context` is replaced only under it, so that interrupt() meets a live one
    std::atomic<bool> interrupted{false};
    std::atomic<bool> connected{false};
    ContextPointer context;
};

RedisConnection::RedisConnection(RedisSettings settings, const Clock& clock)
    : state_(std::make_unique<State>(std::move(settings), clock)) {}

RedisConnection::~RedisConnection() = default;

Result<RedisValue> RedisConnection::command(const RedisCommand& command) {
    auto replies = pipeline({command});
    if (!replies) return std::move(replies).error();
    return std::move(replies->front());
}

Result<std::vector<RedisValue>> RedisConnection::pipeline(const std::vector<RedisCommand>& commands) {
    if (state_->interrupted) return Error{ErrorKind::cancelled, "redis.interrupted", "the connection is being closed"};
    if (!state_->context && !state_->reconnection.is_due(state_->clock.monotonic()))
        return Error{ErrorKind::transient, "redis.waiting", "Redis could not be reached a moment ago"};
    redisContext* context = state_->connect();
    if (!context) return state_->broken();

    HUB_FAILPOINT_ONLY(const auto write_some = [context](int* done) { return redisBufferWrite(context, done); });
    for (const auto& command : commands) {
        append(context, command);
        HUB_FAILPOINT_DOING(failpoint::of_redis("sent", command.front()), failpoint::send_all(write_some));
    }
    HUB_FAILPOINT_DOING(failpoint::of_redis("all sent", commands.front().front()), failpoint::send_all(write_some));
    HUB_FAILPOINT_ONLY(if (failpoint::armed("K9.before") || failpoint::armed("K11.inside"))
                           failpoint::send_all(write_some));
    HUB_FAILPOINT(failpoint::of_redis("answer waits", commands.front().front(), context->fd));
    std::vector<RedisValue> replies;
    replies.reserve(commands.size());
    while (replies.size() < commands.size()) {
        void* raw = nullptr;
        if (redisGetReply(context, &raw) != REDIS_OK || !raw) return state_->broken();
        const ReplyPointer reply(raw);
        replies.push_back(to_value(*static_cast<const redisReply*>(raw)));
        HUB_FAILPOINT(failpoint::of_redis("answered", commands.front().front()));
    }
    return replies;
}

void RedisConnection::interrupt() {
    state_->interrupted = true;
    const std::lock_guard lock(state_->mutex);
    if (state_->context) ::shutdown(state_->context->fd, SHUT_RDWR);
}

bool RedisConnection::connected() const { return state_->connected; }

}  // namespace hub::queues
