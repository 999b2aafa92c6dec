#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "queues/message_filter.hpp"
#include "queues/message_relations.hpp"
#include "queues/retention.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// Queued messages and their deliveries as people look at them: `passport-hub messages list|show`.
namespace hub::queues {

struct DeliveryEvent {
    std::string at;          // RFC 3339, UTC
    std::string from_state;  // empty when it was made
    std::string to_state;
    std::string worker;  // empty when a person did it
    std::string detail;
    std::string person{};  // empty when a worker did it
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
    std::string kept_until;  // parked and unknown: not removed before, if nobody does anything
    std::string reference;
    std::string error_code;
    std::string error_detail;
    std::string edited_data;  // JSON, sent instead of the message's; empty: not edited; only from find_messages
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
    Relations relations{};  // only from find_messages
};

// One page of a list.
struct MessageList {
    std::vector<MessageRecord> messages;  // the newest first
    std::size_t matched = 0;              // how many match in all, on this page or not
    bool matched_more = false;            // more than `matched`: counting ended there
    std::string next;                     // id for MessageFilter::after to go on with; empty on the last page
};

// The newest messages that match. Error `invalid` names a wrong state or limit, or an `after` that is not known, in
// `fields`.
Result<MessageList> list_messages(UnitOfWork& unit_of_work, const MessageFilter& filter, Retention retention = {});

// The messages that `what` means, newest first, at most 20, with deliveries and events: a message id (UUID), a delivery
// id (number), or a subject ("shop_temp/12", or its last part "12"). Error not_found "message.not_found".
Result<std::vector<MessageRecord>> find_messages(UnitOfWork& unit_of_work, const std::string& what,
                                                 Retention retention = {});

std::string to_json(const MessageRecord& message);
// {"messages": [...]}.
std::string to_json(const std::vector<MessageRecord>& messages);
// {"messages": [...], "matched": 120, "next": "..."}; with "matched_more": true when there are more.
std::string to_json(const MessageList& list);
// For a terminal: a page with the number that matched and how to go on; a table of messages; one message with its life step by step.
std::string to_text(const MessageList& list);
std::string to_table(const std::vector<MessageRecord>& messages);
std::string to_story(const MessageRecord& message);

}  // namespace hub::queues
