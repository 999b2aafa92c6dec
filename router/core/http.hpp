#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

// HTTP messages as plain values: what the server hands to endpoints and what connectors send.
namespace hub {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;
using HttpParameters = std::vector<std::pair<std::string, std::string>>;  // decoded names and values, in order

// The value of a header by name, case-insensitively; of several the first.
std::optional<std::string_view> find_header(const HttpHeaders& headers, std::string_view name);

struct HttpRequest {
    std::string method;  // upper case
    std::string target;  // server: origin form "/path?query"; client: absolute URL
    HttpHeaders headers;
    std::string body;
    std::string peer;    // server only: the client's address, proxies that are trusted taken off
    HttpParameters path_parameters{};  // server only: what stood at {name} in the endpoint's path, percent-decoded
};

struct HttpResponse {
    int status = 200;
    HttpHeaders headers;
    std::string body;
    SharedText shared_body{};  // used instead of `body` when set: bytes that are served without a copy
};

// Answers one request within the deadline. Runs on the I/O thread; never throws for expected failures.
using HttpHandler = std::function<boost::asio::awaitable<HttpResponse>(HttpRequest, Deadline)>;

// One entry of a listener's table. `path` is exact ("/healthz"), or has parameters ("/shops/{shop_id}").
struct HttpEndpoint {
    std::string method;
    std::string path;
    HttpHandler handler;
    std::size_t body_limit = 64 * 1024;                 // bytes
    std::chrono::milliseconds time_limit{10'000};       // from the whole request to the answer
};

// Sends one request and returns whatever complete answer came; a 503 is a response, not an error.
// Errors: transient (nothing was sent), unknown_outcome (sent, but no complete answer), cancelled (deadline passed
// before sending), invalid (bad URL). Never follows redirects.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Deadline deadline) = 0;
};

// Percent-decodes `text`; empty on a broken escape or when the result is not valid UTF-8 or holds a NUL.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

// The query of an origin-form target without its "?"; empty when there is none.
std::string_view query_of(std::string_view target);

// The path of an origin-form target, still encoded.
std::string_view path_of(std::string_view target);

// The pairs of a query or of an application/x-www-form-urlencoded body, decoded ("+" is a space); empty when an escape
// is broken or a name or value is not valid UTF-8 or holds a NUL.
std::optional<HttpParameters> parse_urlencoded(std::string_view text);

// The value of a parameter; of several the first.
std::optional<std::string_view> find_parameter(const HttpParameters& parameters, std::string_view name);

// Percent-encodes everything but RFC 3986 unreserved characters.
std::string percent_encode(std::string_view text);

// True when `text` is well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

}  // namespace hub
