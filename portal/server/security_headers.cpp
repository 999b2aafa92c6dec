#include "portal/server/security_headers.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {

using Default = std::pair<std::string_view, std::string_view>;

constexpr Default kNoSniff{"X-Content-Type-Options", "nosniff"};
constexpr Default kStrictTransport{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"};

constexpr std::array<Default, 5> kForHtml{{
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
     "frame-ancestors 'none'"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
}};

constexpr Default kNotKept{"Cache-Control", "no-store"};

// Data opened as a page shows nothing and runs nothing.
constexpr Default kForData{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"};

bool is_data(std::string_view type) {
    const auto media_type = type.substr(0, type.find(';'));
    return equals_ignoring_case(media_type, "text/plain") ||
           (media_type.size() >= 4 && equals_ignoring_case(media_type.substr(media_type.size() - 4), "json"));
}

void append_missing(std::string& output, const HttpHeaders& headers, const Default& header) {
    if (!find_header(headers, header.first))
        output.append(header.first).append(": ").append(header.second).append("\r\n");
}

}  // namespace

void append_security_headers(std::string& output, const HttpHeaders& headers, bool strict_transport) {
    append_missing(output, headers, kNoSniff);
    if (strict_transport) append_missing(output, headers, kStrictTransport);
    const auto type = find_header(headers, "Content-Type");
    if (!type) return;
    append_missing(output, headers, kNotKept);
    if (is_data(*type)) append_missing(output, headers, kForData);
    if (!equals_ignoring_case(type->substr(0, 9), "text/html")) return;
    for (const auto& header : kForHtml) append_missing(output, headers, header);
}

}  // namespace hub::portal
