#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "router/core/clock.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

// The Date header's value, put together once a second.
class DateHeader {
public:
    // IMF-fixdate (RFC 9110, 5.6.7); valid until the next call.
    std::string_view at(WallTime now);

private:
    std::chrono::sys_seconds second_{std::chrono::sys_seconds::min()};
    std::string text_;
};

// How a response is sent besides what it says itself.
struct ResponseFraming {
    std::string_view date;
    bool close = false;             // Connection: close
    bool strict_transport = false;  // Strict-Transport-Security: the public address is https
};

// The reason phrase of RFC 9110, "Not Found"; "<unknown-status>" for others.
std::string_view reason_phrase(int status);

// The bytes that are sent as content: shared_body when set, body otherwise.
std::string_view content_of(const HttpResponse& response);

// False when a header's name is no token or its value holds a control character: sending it would let data become
// headers.
bool is_sendable(const HttpResponse& response);

// Appends status line and header section. Content-Length, Connection, Date, Server and Transfer-Encoding are the
// server's own: what an endpoint says of them is left out. Missing security headers are added.
void append_head(std::string& output, const HttpResponse& response, const ResponseFraming& framing);

}  // namespace hub::portal
