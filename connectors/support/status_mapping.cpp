#include "connectors/support/status_mapping.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <date/date.h>

#include "router/core/json.hpp"

namespace hub::http {
namespace {

constexpr std::chrono::seconds kLongestSeconds = std::chrono::hours(24);
constexpr std::chrono::milliseconds kLongestWait = kLongestSeconds;
constexpr std::size_t kLongestMessage = 200;

struct GoogleError {
    std::string status;  // RESOURCE_EXHAUSTED
    std::string reason;  // RATE_LIMIT_EXCEEDED
    std::string message;
    std::optional<std::chrono::milliseconds> retry_delay;
    std::vector<FieldProblem> fields;
};

std::string text_or_empty(const json::Value& value, std::string_view name) {
    return std::string(value.string(name).value_or(""));
}

// One line without control characters, cut between characters.
std::string one_line(std::string_view text) {
    std::string line(text.substr(0, kLongestMessage));
    while (!line.empty() && !is_utf8(line)) line.pop_back();
    std::replace_if(
        line.begin(), line.end(), [](unsigned char byte) { return byte < ' ' || byte == 0x7f; }, ' ');
    return line;
}

// A protobuf duration: "1.500s".
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    if (!text.ends_with('s')) return std::nullopt;
    double seconds = 0;
    const auto end = text.data() + text.size() - 1;
    const auto [stopped, failure] = std::from_chars(text.data(), end, seconds);
    if (failure != std::errc() || stopped != end || seconds < 0) return std::nullopt;
    const auto most = std::chrono::duration<double>(kLongestWait);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::min(std::chrono::duration<double>(seconds), most));
}

void read_detail(const json::Value& detail, GoogleError& error) {
    const auto type = text_or_empty(detail, "@type");
    if (type.ends_with("google.rpc.ErrorInfo")) error.reason = text_or_empty(detail, "reason");
    if (type.ends_with("google.rpc.RetryInfo"))
        error.retry_delay = parse_duration(detail.string("retryDelay").value_or(""));
    if (const auto violations = detail.find("fieldViolations"); violations && type.ends_with("google.rpc.BadRequest"))
        for (const auto& violation : violations->elements())
            error.fields.push_back(
                {one_line(text_or_empty(violation, "field")), one_line(text_or_empty(violation, "description"))});
}

GoogleError read_google_error(std::string_view body) {
    GoogleError error;
    const auto document = json::Document::parse(body, {.depth = 16, .bytes = 64 * 1024});
    if (!document) return error;
    const auto member = document->root().find("error");
    if (!member || !member->is_object()) return error;
    error.status = text_or_empty(*member, "status");
    error.message = one_line(text_or_empty(*member, "message"));
    if (const auto details = member->find("details"))
        for (const auto& detail : details->elements()) read_detail(detail, error);
    return error;
}

ErrorKind kind_of(int status, const GoogleError& error) {
    const bool is_quota = error.status == "RESOURCE_EXHAUSTED" || error.reason == "RATE_LIMIT_EXCEEDED" ||
                          error.reason == "QUOTA_EXCEEDED" || error.reason == "RESOURCE_QUOTA_EXCEEDED";
    switch (status) {
        case 400: return error.status == "FAILED_PRECONDITION" ? ErrorKind::conflict : ErrorKind::invalid;
        case 422: return ErrorKind::invalid;
        case 401: return ErrorKind::unauthenticated;
        case 403: return is_quota ? ErrorKind::throttled : ErrorKind::forbidden;
        case 404:
        case 410: return ErrorKind::not_found;
        case 409:
        case 412: return ErrorKind::conflict;
        case 408:
        case 425: return ErrorKind::transient;
        case 429: return ErrorKind::throttled;
        case 499: return ErrorKind::cancelled;
        case 501:
        case 505: return ErrorKind::permanent;
        case 504: return ErrorKind::unknown_outcome;
        default: return status >= 500 ? ErrorKind::transient : ErrorKind::permanent;
    }
}

// Google's status names are upper case with underscores; anything else does not become part of a stable code.
std::string code_of(std::string_view service, int status, const GoogleError& error) {
    std::string name = error.status;
    const bool is_name =
        !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char character) {
            return (character >= 'A' && character <= 'Z') || character == '_';
        });
    if (!is_name) return std::string(service) + ".http_" + std::to_string(status);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char character) { return character == '_' ? '_' : static_cast<char>(character + 32); });
    return std::string(service) + "." + name;
}

std::optional<std::chrono::milliseconds> longer(std::optional<std::chrono::milliseconds> left,
                                                std::optional<std::chrono::milliseconds> right) {
    if (!left || !right) return left ? left : right;
    return std::max(*left, *right);
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, WallTime now) {
    std::int64_t seconds = 0;
    const auto end = value.data() + value.size();
    const auto [stopped, failure] = std::from_chars(value.data(), end, seconds);
    if (failure == std::errc() && stopped == end && seconds >= 0)
        return std::chrono::seconds(std::min<std::int64_t>(seconds, kLongestSeconds.count()));
    std::istringstream text{std::string(value)};
    date::sys_seconds at;
    text >> date::parse("%a, %d %b %Y %T GMT", at);
    if (text.fail()) return std::nullopt;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(at - now);
    return std::clamp(wait, std::chrono::milliseconds(0), kLongestWait);
}

Error to_error(std::string_view service, const HttpResponse& response, const Clock& clock) {
    auto google = read_google_error(response.shared_body ? *response.shared_body : response.body);
    Error error;
    error.kind = kind_of(response.status, google);
    error.code = code_of(service, response.status, google);
    error.detail = std::string(service) + " answered with status " + std::to_string(response.status);
    if (!google.reason.empty()) error.detail += " (" + one_line(google.reason) + ")";
    // The message of a bad request may quote what was sent.
    if (error.kind != ErrorKind::invalid && !google.message.empty()) error.detail += ": " + google.message;
    if (const auto header = find_header(response.headers, "Retry-After"))
        error.retry_after = parse_retry_after(*header, clock.wall());
    error.retry_after = longer(error.retry_after, google.retry_delay);
    error.fields = std::move(google.fields);
    return error;
}

}  // namespace hub::http
