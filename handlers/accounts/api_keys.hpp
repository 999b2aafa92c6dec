#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::accounts {

// The extension of messages that came with an API key: the key.
inline constexpr char kKey[] = "key";

// Another system that may use the API.
struct ApiKey {
    std::int64_t key_id = 0;
    std::string name;
    std::vector<std::string> scopes;
};

// By which the audit knows a system.
inline std::string actor_of(const ApiKey& key) { return "key/" + key.name; }

// "ph_" and 256 random bits.
std::string new_api_key();
bool is_api_key(std::string_view text);

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class ApiKeyFinder {
public:
    virtual ~ApiKeyFinder() = default;
    // A key that is neither revoked nor expired. Notes that it was used, not more than every five minutes.
    virtual std::optional<ApiKey> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) = 0;
};

// Which system is behind a key: PostgreSQL's word, remembered for five seconds. I/O thread only.
class ApiKeys {
public:
    // What is passed must outlive it.
    ApiKeys(ApiKeyFinder& finder, Transactions& transactions, const Clock& clock)
        : finder_(finder), transactions_(transactions), clock_(clock) {}

    // Which system sent a message (see kKey). Errors: unauthenticated "key.unknown"; those of the database.
    boost::asio::awaitable<Result<ApiKey>> asking(const Message& message, Deadline deadline) {
        return find(std::string(message.extension(kKey)), deadline);
    }

    // After a key was revoked.
    void forget_all() { known_.clear(); }

private:
    boost::asio::awaitable<Result<ApiKey>> find(std::string key, Deadline deadline);

    struct Known {
        ApiKey key;
        MonotonicTime at{};
    };
    ApiKeyFinder& finder_;
    Transactions& transactions_;
    const Clock& clock_;
    std::unordered_map<std::string, Known> known_;  // by digest
};

}  // namespace hub::accounts
