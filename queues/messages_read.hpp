#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// Queued messages and their deliveries as people look at them: `passport-hub messages list|show`.
namespace hub::queues {

struct DeliveryEvent {
    std::string at;          // RFC 3339, UTC
    std::string from_state;  // empty when it was made
    std::string to_state;
    std::string worker;
    std::string detail;
};

struct DeliveryRecord {
    std::int64_t id = 0;
    std::string route;
    std::string connector;
    std::string recipient;
    std::string lane;
    std::string state;
    int epoch = 0;
    int attempts = 0;
    int crashes = 0;
    std::string idempotency_key;
    std::string next_attempt_at;  // empty unless pending
    std::string published_at;     // times: empty when it has not happened
    std::string sending_since;
    std::string finished_at;
    std::string reference;
    std::string error_code;
    std::string error_detail;
    std::vector<DeliveryEvent> events;  // oldest first; only from find_messages
};

struct MessageRecord {
    std::string id;
    std::string source;
    std::string type;
    std::string subject;
    std::string time;
    std::string accepted_at;
    std::string data;        // JSON; only from find_messages
    std::string extensions;  // JSON object
    std::vector<DeliveryRecord> deliveries;
};

struct MessageFilter {
    std::string state;       // of a delivery; empty: any
    std::string type;        // empty: any
    std::size_t limit = 50;  // 1 to 1000
};

// The newest messages that match. Error `invalid` names a wrong state or limit in `fields`.
Result<std::vector<MessageRecord>> list_messages(UnitOfWork& unit_of_work, const MessageFilter& filter);

// The messages that `what` means, newest first, at most 20, with deliveries and events: a message id (UUID), a delivery
// id (number), or a subject ("shop_temp/12", or its last part "12"). Error not_found "message.not_found".
Result<std::vector<MessageRecord>> find_messages(UnitOfWork& unit_of_work, const std::string& what);

std::string to_json(const MessageRecord& message);
// {"messages": [...]}.
std::string to_json(const std::vector<MessageRecord>& messages);
// For a terminal: a table of messages; one message with its life step by step.
std::string to_table(const std::vector<MessageRecord>& messages);
std::string to_story(const MessageRecord& message);

}  // namespace hub::queues
