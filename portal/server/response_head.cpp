#include "portal/server/response_head.hpp"

#include <algorithm>
#include <array>

#include <date/date.h>
#include <boost/beast/http/status.hpp>

#include "portal/server/header_syntax.hpp"
#include "portal/server/security_headers.hpp"

namespace hub::portal {
namespace {

constexpr std::array<std::string_view, 5> kOwnHeaders{"content-length", "connection", "date", "server",
                                                      "transfer-encoding"};

bool is_own_header(std::string_view name) {
    return std::any_of(kOwnHeaders.begin(), kOwnHeaders.end(),
                       [&](std::string_view own) { return equals_ignoring_case(own, name); });
}

void append_line(std::string& output, std::string_view name, std::string_view value) {
    output.append(name).append(": ").append(value).append("\r\n");
}

bool has_content(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string_view DateHeader::at(WallTime now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != second_) {
        second_ = second;
        text_ = date::format("%a, %d %b %Y %T GMT", second);
    }
    return text_;
}

std::string_view reason_phrase(int status) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    return {reason.data(), reason.size()};
}

std::string_view content_of(const HttpResponse& response) {
    return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

bool is_sendable(const HttpResponse& response) {
    return response.status >= 200 && response.status <= 599 &&
           std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
               return is_token(header.first) &&
                      std::none_of(header.second.begin(), header.second.end(), [](char character) {
                          const auto code = static_cast<unsigned char>(character);
                          return (code < 0x20 && code != '\t') || code == 0x7f;
                      });
           });
}

void append_head(std::string& output, const HttpResponse& response, const ResponseFraming& framing) {
    output.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    output.append(reason_phrase(response.status)).append("\r\n");
    append_line(output, "Date", framing.date);
    for (const auto& [name, value] : response.headers)
        if (!is_own_header(name)) append_line(output, name, value);
    append_security_headers(output, response.headers, framing.strict_transport);
    if (has_content(response.status))
        append_line(output, "Content-Length", std::to_string(content_of(response).size()));
    if (framing.close) append_line(output, "Connection", "close");
    output.append("\r\n");
}

}  // namespace hub::portal
