#pragma once

#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/http.hpp"
#include "tests/contract/http/raw_case.hpp"

namespace hub::test {

// What the server made of a case.
struct Verdict {
    std::vector<int> statuses;         // of the final responses, in order
    std::vector<std::string> handled;  // what endpoints saw, the canary included
    bool closed = false;               // the last response said, or the server showed, that the connection ends
    bool operator==(const Verdict&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Verdict& verdict);

// What the case asks for.
Verdict expected(const RawCase& raw);

// What endpoints saw, from any thread.
class Record {
public:
    void add(const HttpRequest& request);
    std::vector<std::string> take();

private:
    std::mutex mutex_;
    std::vector<std::string> seen_;
};

// /echo (GET, POST), /small (POST, 64 bytes), /items/{item}, /canary, /hidden; every call is recorded.
std::vector<HttpEndpoint> recording_endpoints(Record& record);

// The verdict of the sans-I/O gate when the bytes come as [0, cut) and [cut, end).
Verdict judge_in_process(const RawCase& raw, std::size_t cut);

// The verdict of a server on a socket, sent in two writes.
Verdict judge_on_socket(std::uint16_t port, Record& record, const RawCase& raw, std::size_t cut);

}  // namespace hub::test
