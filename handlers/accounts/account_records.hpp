#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/accounts/second_step_store.hpp"
#include "handlers/accounts/session_store.hpp"
#include "router/core/json.hpp"

// What the hub holds about everybody who has an account, beside what they said.
namespace hub::accounts {

struct LinkRecord {
    std::string purpose;
    WallTime asked_at{};
    WallTime expires_at{};
    std::optional<WallTime> used_at;
};

// A message that was or will be sent to the account's address.
struct MessageRecord {
    std::string message_id;
    std::string type;
    WallTime at{};
};

struct AccountRecords {
    std::optional<WallTime> consented_at;
    std::optional<WallTime> last_login_at;
    std::vector<LinkRecord> links;
    std::vector<MessageRecord> messages;  // the latest first, at most 1,000
};

// Writes a time unless there is none.
void write_time(json::Writer& writer, std::string_view name, const std::optional<WallTime>& time);

// Writes an array of objects, whose members `write` writes.
template <typename Element, typename Write>
void write_list(json::Writer& writer, std::string_view name, const std::vector<Element>& elements, Write write) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) {
        writer.begin_object();
        write(element);
        writer.end_object();
    }
    writer.end_array();
}

// Writes "sessions", "second_step", "links" and "messages" into the object that is open.
void write_records(json::Writer& writer, const std::vector<Session>& sessions, const std::optional<SecondStep>& step,
                   const AccountRecords& records);

}  // namespace hub::accounts
