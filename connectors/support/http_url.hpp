#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::http {

// An absolute http or https URL, cut where a client needs it.
struct HttpUrl {
    std::string origin;  // https://host:port, the port only when it was given
    std::string target;  // /path?query, as it goes on the wire
    bool is_tls = false;
};

// Empty unless `text` is an absolute http or https URL of printable ASCII with a host, without user information and
// without a fragment.
std::optional<HttpUrl> parse_http_url(std::string_view text);

}  // namespace hub::http
