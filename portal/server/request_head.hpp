#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "portal/server/line_reader.hpp"
#include "portal/server/request_limits.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

enum class Framing { none, length, chunked };

// A request's head, complete and checked. Nothing that comes later (trailers) changes it.
struct RequestHead {
    std::string method;
    std::string target;  // origin form, or "*"
    HttpHeaders headers;
    Framing framing = Framing::none;
    std::uint64_t content_length = 0;
    bool keep_alive = false;  // what the client asked for
    bool expects_continue = false;
};

// Why bytes are not a request the hub takes. The connection is closed after the answer.
struct Refusal {
    int status = 400;
    std::string_view code;  // a literal
};

// Reads the head of one request off a byte stream (RFC 9112, 2 to 6). Refuses everything that two HTTP
// implementations might understand differently; see the table of tests/contract/http/refusals.cpp.
class HeadParser {
public:
    enum class Outcome { need_more, complete, refused };

    explicit HeadParser(RequestLimits limits) : limits_(limits) {}

    // Takes bytes off the front of `bytes` up to the end of the head.
    Outcome feed(std::string_view& bytes);

    RequestHead& head() { return head_; }
    const Refusal& refusal() const { return refusal_; }
    // Whether any byte of the head was taken.
    bool started() const { return taken_ + reader_.length() > 0; }

private:
    Outcome refuse(int status, std::string_view code);
    Outcome feed_line(std::string_view line);
    Outcome read_request_line(std::string_view line);
    Outcome read_field(std::string_view line);
    Outcome read_framing_field(std::string_view name, std::string_view value);
    Outcome finish();
    Outcome finish_transfer_encoding();

    RequestLimits limits_;
    LineReader reader_;
    RequestHead head_;
    Refusal refusal_;
    std::size_t taken_ = 0;  // bytes of complete lines
    bool skipped_blank_ = false;
    bool has_request_line_ = false;
    bool version_1_1_ = false;
    std::string target_authority_;
    std::string host_;
    int hosts_ = 0;
    int content_lengths_ = 0;
    int transfer_encodings_ = 0;
    int expectations_ = 0;
    std::string transfer_encoding_;
    bool wants_close_ = false;
};

}  // namespace hub::portal
