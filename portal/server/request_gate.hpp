#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/server/chunked_body.hpp"
#include "portal/server/request_head.hpp"
#include "portal/server/request_limits.hpp"
#include "portal/server/route_map.hpp"

namespace hub::portal {

// An answer the gate gives itself, without any endpoint: a refusal, 404, 405, or 204 for OPTIONS.
struct GateAnswer {
    int status = 400;
    std::string_view code;  // a literal
    std::string allow{};    // the Allow header; may be empty
    std::string_view field{};    // the header that is wrong, a literal; empty when none is
    std::string_view problem{};  // what is wrong with it, in one sentence
};

// Everything between raw bytes and an endpoint, without any I/O: the head, the endpoint it names, the body within that
// endpoint's limit. Beast's own request parser is not used: the packaged one (1.74) accepts framing that lets one
// request hide in another, and two parsers that must agree would be a risk of their own. What comes out does not depend
// on how the bytes were cut into pieces.
class RequestGate {
public:
    // What has to happen next.
    enum class Need {
        bytes,          // feed() more
        send_continue,  // write "100 Continue", then call continue_sent()
        endpoint,       // the request is complete: take_request(), endpoint()
        answer          // answer() says what to write
    };

    RequestGate(const RouteMap& routes, RequestLimits limits);

    // Takes bytes off the front of `bytes` until something other than bytes is needed.
    Need feed(std::string_view& bytes);
    // The bytes ended in the middle of a request.
    void end_of_stream();
    // The time for the current phase is over.
    void out_of_time();
    void continue_sent() { continue_due_ = false; }

    // Whether the head, or the body, of a request is being read; both false between requests.
    bool in_head() const { return parser_.started() && !head_done_; }
    bool in_body() const { return head_done_ && need_ != Need::endpoint && need_ != Need::answer; }

    // The request with its body and path parameters; `peer` is left empty.
    HttpRequest take_request();
    const HttpEndpoint& endpoint() const { return *endpoint_; }
    const GateAnswer& answer() const { return answer_; }
    // Method, target and headers as far as the head was understood.
    const RequestHead& head() { return parser_.head(); }
    // Whether the connection may serve another request after this one.
    bool keeps_alive() { return !poisoned_ && parser_.head().keep_alive; }
    bool is_head_request() { return parser_.head().method == "HEAD"; }

    // Ready for the next request of the connection.
    void reset();

private:
    Need feed_head(std::string_view& bytes);
    Need feed_body(std::string_view& bytes);
    Need admit();
    Need admit_headers();
    Need admit_body();
    // An answer after which the connection is closed: where the next request would begin is not known.
    Need refuse(int status, std::string_view code);
    // An answer to a request that was understood.
    Need reply(int status, std::string_view code, std::string allow = {});
    // The same, about one header of it.
    Need reply_about(int status, std::string_view code, std::string_view field, std::string_view problem);

    const RouteMap& routes_;
    RequestLimits limits_;
    HeadParser parser_;
    std::optional<ChunkedBody> chunked_;
    const HttpEndpoint* endpoint_ = nullptr;
    HttpParameters path_parameters_;
    std::string body_;
    GateAnswer answer_;
    Need need_ = Need::bytes;
    bool head_done_ = false;
    bool continue_due_ = false;
    bool poisoned_ = false;
};

}  // namespace hub::portal
