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
    std::string mail;  // the address it was sent to
};

// A message that was or will be sent to the account's address.
struct MessageRecord {
    std::string message_id;
    std::string type;
    WallTime at{};
};

// What staff did about the account, such as reading its data; never who of the staff.
struct StaffAction {
    std::string action;  // "users.read"
    WallTime at{};
    std::string role;    // of whoever did it, as it is now; empty: none
    std::string by;      // by what the account was found: "mail", ...; empty: not found by anything
    std::string reason;  // empty: none was given, or its time is over
};

struct AccountRecords {
    std::optional<WallTime> changed_at;
    std::optional<WallTime> consented_at;
    std::optional<WallTime> last_login_at;
    std::vector<LinkRecord> links;
    std::vector<MessageRecord> messages;     // the latest first, at most 1,000
    std::vector<StaffAction> staff_actions;  // the same
};

// Writes a time unless there is none.
void write_time(json::Writer& writer, std::string_view name, const std::optional<WallTime>& time);

// Writes a text unless it is empty.
void write_text(json::Writer& writer, std::string_view name, const std::string& text);

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

// Writes "sessions", "second_step", "links", "messages" and "staff_actions" into the object that is open.
void write_records(json::Writer& writer, const std::vector<Session>& sessions, const std::optional<SecondStep>& step,
                   const AccountRecords& records);

}  // namespace hub::accounts
