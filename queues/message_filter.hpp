#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

// What people look for among queued messages: what they typed, and what it means.
namespace hub::queues {

// As typed on the command line; empty means not asked for.
struct MessageSearch {
    std::string person{};    // a recipient, or the number of a member or owner
    std::string shop{};      // 12: subject shop/12 or shop_temp/12; or one of these in full
    std::string campaign{};  // 3: subject campaign/3
    std::string subject{};   // in full
    std::string type{};
    std::string state{};
    std::string since{};  // RFC 3339, or a date in Japan's time
    std::string until{};  // likewise; a date includes its whole day
    std::string after{};  // the message shown last on the page before
    std::string limit = "50";
};

// The members of a JSON object that narrow a search: all of the above but `after` and `limit`.
MessageSearch search_in(const json::Value& object);

struct MessageFilter {
    std::string state{};                  // of a delivery; empty: any
    std::string type{};                   // empty: any
    std::size_t limit = 50;               // 1 to 1000
    std::vector<std::string> subjects{};  // one of them; empty: any
    std::vector<std::string> persons{};   // one of them is the subject or a delivery's recipient; empty: any
    std::optional<WallTime> since{};      // accepted at this time or later
    std::optional<WallTime> until{};      // accepted before this time
    std::string after{};  // id of a message: only what comes after it in the list; empty: from the newest on
};

// The filter a search means. Error `invalid` "messages.invalid_filter" names every wrong part in `fields`, `problems`
// found by the caller first.
Result<MessageFilter> read_filter(const MessageSearch& search, std::vector<FieldProblem> problems = {});

// True when nothing but `limit` narrows the filter.
bool is_everything(const MessageFilter& filter);

// A moment: RFC 3339, or a date (2026-11-20) in Japan's time, meaning its first moment, or with `day_included` the
// first moment after it. Kind invalid otherwise.
Result<WallTime> read_moment(std::string_view text, bool day_included);

// A growing WHERE clause and its parameters, all of them texts to be cast where they are used.
struct Conditions {
    std::string sql = "true";
    std::vector<std::string> values{};

    // Keeps a value and returns its place: "$3".
    std::string place(std::string value);
    void also(const std::string& condition) { sql += " AND " + condition; }
};

// What deliveries are selected from: their state (as d) with their instruction (as i).
constexpr const char* kDeliveries = "hub.delivery_instruction AS i JOIN hub.delivery AS d ON d.id = i.id";

// The conditions on the message itself (as m): type, subjects, time.
void add_message_conditions(const MessageFilter& filter, Conditions& conditions);
// And those on its deliveries, for one that has any such. `rare`: few deliveries are in the state, which are then
// looked up one by one instead of walking through all messages.
void add_delivery_conditions(const MessageFilter& filter, bool rare, Conditions& conditions);
// That the message (m) is about, or its delivery (i) goes to, the person.
void add_recipient_condition(const MessageFilter& filter, Conditions& conditions);

}  // namespace hub::queues
