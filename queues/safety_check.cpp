#include "queues/safety_check.hpp"

#include <pqxx/pqxx>

namespace hub::queues {
namespace {

struct SafeSetting {
    const char* name;
    const char* safe;
    const char* consequence;
};

constexpr SafeSetting kRedisSettings[] = {
    {"maxmemory-policy", "noeviction", "Redis may drop queued work when its memory is full"},
    {"appendonly", "yes", "a restarted Redis comes back empty and has to be refilled"},
};

}  // namespace

Result<std::vector<std::string>> unsafe_database_settings(DatabaseSession& database) {
    std::vector<std::string> problems;
    const auto done = database.run([&problems](pqxx::transaction_base& transaction) {
        const auto rows = transaction.exec(
            "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') "
            "AND setting IN ('off', 'local') ORDER BY name");
        for (const auto& row : rows)
            problems.push_back("PostgreSQL: " + row[0].as<std::string>() + " is " + row[1].as<std::string>() +
                               ": what was accepted may be lost with the power");
    });
    if (!done) return done.error();
    return problems;
}

Result<std::vector<std::string>> unsafe_redis_settings(RedisConnection& redis) {
    std::vector<std::string> problems;
    for (const auto& setting : kRedisSettings) {
        const auto reply = redis.command({"CONFIG", "GET", setting.name});
        if (!reply) return reply.error();
        // A Redis that does not tell, as hosted ones may, is not judged.
        if (reply->elements.size() != 2 || reply->elements[1].text == setting.safe) continue;
        problems.push_back("Redis: " + std::string(setting.name) + " is " + reply->elements[1].text + ": " + setting.consequence);
    }
    return problems;
}

}  // namespace hub::queues
