#include "portal/server/request_head.hpp"

#include <algorithm>

#include "portal/server/header_syntax.hpp"
#include "portal/server/request_target.hpp"

namespace hub::portal {
namespace {

// Method, blanks, version and line end around the target.
constexpr std::size_t kAroundTarget = 64;
constexpr std::size_t kLongestMethod = 32;

// "HTTP/" DIGIT "." DIGIT
bool is_version(std::string_view text) {
    const auto digit = [](char character) { return character >= '0' && character <= '9'; };
    return text.size() == 8 && text.starts_with("HTTP/") && digit(text[5]) && text[6] == '.' && digit(text[7]);
}

// `chunked` last and once, with other codings before it: well-formed, but nothing the hub decodes.
bool is_chunked_over_other_codings(std::string_view value) {
    const auto comma = value.rfind(',');
    if (comma == std::string_view::npos || !equals_ignoring_case(without_blanks(value.substr(comma + 1)), "chunked"))
        return false;
    const auto before = value.substr(0, comma);
    return !without_blanks(before).empty() && !list_contains(before, "chunked");
}

}  // namespace

HeadParser::Outcome HeadParser::refuse(int status, std::string_view code) {
    refusal_ = {status, code};
    return Outcome::refused;
}

HeadParser::Outcome HeadParser::feed(std::string_view& bytes) {
    // A TLS hello or other binary talk has no line end to wait for.
    if (!started() && !bytes.empty() && bytes.front() != '\r' && !is_token(bytes.substr(0, 1)))
        return refuse(400, "http.bad_request_line");
    while (true) {
        const auto left = limits_.head_bytes - taken_;
        const bool first = !has_request_line_;
        const auto limit = first ? std::min(left, limits_.target_bytes + kAroundTarget) : left;
        switch (reader_.take(bytes, limit)) {
            case LineReader::Outcome::need_more: return Outcome::need_more;
            case LineReader::Outcome::bare_line_feed: return refuse(400, "http.bare_line_feed");
            case LineReader::Outcome::too_long:
                return first && limit < left ? refuse(414, "http.target_too_long") : refuse(431, "http.head_too_large");
            case LineReader::Outcome::line: break;
        }
        taken_ += reader_.length();
        const auto outcome = feed_line(reader_.line());
        if (outcome != Outcome::need_more) return outcome;
    }
}

HeadParser::Outcome HeadParser::feed_line(std::string_view line) {
    if (has_request_line_) return line.empty() ? finish() : read_field(line);
    if (!line.empty()) return read_request_line(line);
    // RFC 9112, 2.2: one empty line before a request is ignored; old clients send it after a body.
    if (skipped_blank_) return refuse(400, "http.bad_request_line");
    skipped_blank_ = true;
    return Outcome::need_more;
}

HeadParser::Outcome HeadParser::read_request_line(std::string_view line) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return refuse(400, "http.bad_request_line");
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (!is_token(method) || target.find(' ') != std::string_view::npos || !is_version(version))
        return refuse(400, "http.bad_request_line");
    if (target.size() > limits_.target_bytes) return refuse(414, "http.target_too_long");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505, "http.version");
    if (method.size() > kLongestMethod) return refuse(501, "http.method_unknown");
    auto parsed = parse_target(target);
    if (!parsed || (parsed->origin_form == "*" && method != "OPTIONS")) return refuse(400, "http.bad_target");
    head_.method = method;
    head_.target = std::move(parsed->origin_form);
    target_authority_ = std::move(parsed->authority);
    version_1_1_ = version == "HTTP/1.1";
    has_request_line_ = true;
    return Outcome::need_more;
}

HeadParser::Outcome HeadParser::read_field(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return refuse(400, "http.folded_header");
    if (head_.headers.size() >= limits_.header_count) return refuse(431, "http.too_many_headers");
    const auto field = parse_field_line(line);
    if (!field) return refuse(400, "http.bad_header");
    head_.headers.emplace_back(field->first, field->second);
    return read_framing_field(field->first, field->second);
}

HeadParser::Outcome HeadParser::read_framing_field(std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "host")) {
        if (++hosts_ > 1 || !is_host(value)) return refuse(400, "http.bad_host");
        host_ = value;
    } else if (equals_ignoring_case(name, "content-length")) {
        const auto length = parse_content_length(value);
        if (++content_lengths_ > 1 || !length) return refuse(400, "http.bad_content_length");
        head_.content_length = *length;
    } else if (equals_ignoring_case(name, "transfer-encoding")) {
        if (++transfer_encodings_ > 1) return refuse(400, "http.bad_transfer_encoding");
        transfer_encoding_ = value;
    } else if (equals_ignoring_case(name, "expect")) {
        if (++expectations_ > 1 || !equals_ignoring_case(value, "100-continue")) return refuse(417, "http.expectation");
        head_.expects_continue = true;
    } else if (equals_ignoring_case(name, "connection")) {
        wants_close_ = wants_close_ || list_contains(value, "close");
    }
    return Outcome::need_more;
}

HeadParser::Outcome HeadParser::finish() {
    // HTTP/1.0 has no Host; load balancers' health checks still speak it.
    if (hosts_ == 0 && version_1_1_) return refuse(400, "http.bad_host");
    if (!target_authority_.empty() && hosts_ == 1 && !equals_ignoring_case(target_authority_, host_))
        return refuse(400, "http.bad_host");
    if (transfer_encodings_ > 0) {
        const auto outcome = finish_transfer_encoding();
        if (outcome == Outcome::refused) return outcome;
    } else if (head_.content_length > 0) {
        head_.framing = Framing::length;
    }
    head_.keep_alive = version_1_1_ && !wants_close_;
    // RFC 9110, 10.1.1: an HTTP/1.0 client does not mean it.
    head_.expects_continue = head_.expects_continue && version_1_1_ && head_.framing != Framing::none;
    return Outcome::complete;
}

HeadParser::Outcome HeadParser::finish_transfer_encoding() {
    if (!version_1_1_ || content_lengths_ > 0) return refuse(400, "http.bad_transfer_encoding");
    if (is_chunked_over_other_codings(transfer_encoding_)) return refuse(501, "http.transfer_coding");
    if (!equals_ignoring_case(transfer_encoding_, "chunked")) return refuse(400, "http.bad_transfer_encoding");
    head_.framing = Framing::chunked;
    return Outcome::complete;
}

}  // namespace hub::portal
