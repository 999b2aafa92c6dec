#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace hub::test {

// What a peer sends on one connection, and what the server must make of it. Every case is followed by one more request
// (kCanary): it is reached exactly when the case leaves the connection in order.
struct RawCase {
    std::string name;
    std::string bytes;
    std::vector<int> statuses;           // of the final responses, the canary's not counted
    bool goes_on = false;                // the connection is kept, the canary is reached
    std::vector<std::string> handled{};  // "METHOD target body" of what endpoints saw, the canary not counted
    bool ends = false;                   // the peer closes its side after `bytes`; no canary is sent
};

inline const std::string kCanary = "GET /canary HTTP/1.1\r\nHost: hub.test\r\nConnection: close\r\n\r\n";

inline void PrintTo(const RawCase& raw, std::ostream* stream) { *stream << raw.name; }

std::vector<RawCase> framing_refusals();   // length, coding and chunks
std::vector<RawCase> head_refusals();      // request line, target, header section
std::vector<RawCase> repeat_refusals();    // two values where one counts, and bodies that are coded
std::vector<RawCase> accepted_requests();  // what must be let through, also when it looks odd
std::vector<RawCase> limit_cases();        // one below, at and one above each limit

// All of them.
std::vector<RawCase> all_raw_cases();

}  // namespace hub::test
