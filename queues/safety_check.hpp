#pragma once

#include <string>
#include <vector>

#include "queues/database_session.hpp"
#include "queues/redis_connection.hpp"

namespace hub::queues {

// Settings of the two servers under which what the hub calls durable would not be, or Redis would drop what it was given:
// one sentence each; empty when all are safe. Errors: those of the servers.
Result<std::vector<std::string>> unsafe_database_settings(DatabaseSession& database);
Result<std::vector<std::string>> unsafe_redis_settings(RedisConnection& redis);

}  // namespace hub::queues
