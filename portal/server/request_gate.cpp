#include "portal/server/request_gate.hpp"

#include <algorithm>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {

// RFC 9110, 15.6.2: 501 is for methods the server does not know at all, 405 for those this resource does not have.
bool is_known_method(std::string_view method) {
    return is_endpoint_method(method) || method == "HEAD" || method == "OPTIONS" || method == "TRACE" ||
           method == "CONNECT";
}

// Headers that have one value: of two, whoever stands before the hub may have looked at the other one. Cookie, too: a
// browser sends one line (RFC 6265, 5.4), and who passes HTTP/2 on as HTTP/1.1 has to join those that came (RFC 9113,
// 8.2.3), so two are nobody's who keeps to the rules.
constexpr std::string_view kOnce[] = {"Authorization", "Content-Type",   "Cookie",      "Origin",
                                      "Referer",       "Sec-Fetch-Site", "X-CSRF-Token"};

bool is_repeated(const HttpHeaders& headers, std::string_view name) {
    const auto has_name = [name](const auto& header) { return equals_ignoring_case(header.first, name); };
    return std::count_if(headers.begin(), headers.end(), has_name) > 1;
}

bool is_coded(const HttpHeaders& headers) {
    return std::any_of(headers.begin(), headers.end(), [](const auto& header) {
        return equals_ignoring_case(header.first, "Content-Encoding") &&
               !equals_ignoring_case(header.second, "identity");
    });
}

}  // namespace

RequestGate::RequestGate(const RouteMap& routes, RequestLimits limits)
    : routes_(routes), limits_(limits), parser_(limits) {}

void RequestGate::reset() {
    parser_ = HeadParser(limits_);
    chunked_.reset();
    endpoint_ = nullptr;
    path_parameters_.clear();
    body_ = {};
    answer_ = {};
    need_ = Need::bytes;
    head_done_ = continue_due_ = poisoned_ = false;
}

RequestGate::Need RequestGate::refuse(int status, std::string_view code) {
    poisoned_ = true;
    answer_ = {status, code, {}};
    return Need::answer;
}

RequestGate::Need RequestGate::reply(int status, std::string_view code, std::string allow) {
    // An unread body would be taken for the next request.
    poisoned_ = parser_.head().framing != Framing::none;
    answer_ = {status, code, std::move(allow)};
    return Need::answer;
}

RequestGate::Need RequestGate::reply_about(int status, std::string_view code, std::string_view field,
                                           std::string_view problem) {
    const auto need = reply(status, code);
    answer_.field = field;
    answer_.problem = problem;
    return need;
}

RequestGate::Need RequestGate::feed(std::string_view& bytes) {
    if (need_ == Need::bytes && !head_done_) need_ = feed_head(bytes);
    if (need_ == Need::bytes && head_done_ && !bytes.empty()) {
        continue_due_ = false;  // RFC 9110, 10.1.1: the client did not wait for it
        need_ = feed_body(bytes);
    }
    return need_ == Need::bytes && continue_due_ ? Need::send_continue : need_;
}

RequestGate::Need RequestGate::feed_head(std::string_view& bytes) {
    switch (parser_.feed(bytes)) {
        case HeadParser::Outcome::need_more: return Need::bytes;
        case HeadParser::Outcome::refused: return refuse(parser_.refusal().status, parser_.refusal().code);
        case HeadParser::Outcome::complete: break;
    }
    head_done_ = true;
    return admit();
}

RequestGate::Need RequestGate::admit() {
    const auto& head = parser_.head();
    if (!is_known_method(head.method)) return reply(501, "http.method_unknown");
    if (head.target == "*") return reply(204, "http.options", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    auto match = routes_.find(head.method, path_of(head.target));
    if (!match.endpoint && match.allow.empty()) return reply(404, "http.not_found");
    if (!match.endpoint)
        return reply(head.method == "OPTIONS" ? 204 : 405, "http.method_not_allowed", std::move(match.allow));
    endpoint_ = match.endpoint;
    path_parameters_ = std::move(match.path_parameters);
    return admit_headers();
}

RequestGate::Need RequestGate::admit_headers() {
    const auto& head = parser_.head();
    for (const auto name : kOnce)
        if (is_repeated(head.headers, name))
            return reply_about(400, "http.repeated_header", name, "一度だけ指定してください。");
    // RFC 9110, 8.4: what is coded is not what it looks like; the hub decodes nothing.
    if (head.framing != Framing::none && is_coded(head.headers))
        return reply_about(415, "http.content_encoding", "Content-Encoding",
                           "本文は、圧縮などをせずにそのまま送ってください（identity だけを受け取ります）。");
    return admit_body();
}

RequestGate::Need RequestGate::admit_body() {
    const auto& head = parser_.head();
    if (head.framing == Framing::none) return Need::endpoint;
    if (head.framing == Framing::length && head.content_length > endpoint_->body_limit)
        return refuse(413, "http.body_too_large");
    if (head.framing == Framing::chunked) chunked_.emplace(endpoint_->body_limit, limits_.trailer_bytes);
    continue_due_ = head.expects_continue;
    return Need::bytes;
}

RequestGate::Need RequestGate::feed_body(std::string_view& bytes) {
    if (!chunked_) {
        const auto left = static_cast<std::size_t>(parser_.head().content_length) - body_.size();
        const auto piece = bytes.substr(0, left);
        body_.append(piece);
        bytes.remove_prefix(piece.size());
        return piece.size() == left ? Need::endpoint : Need::bytes;
    }
    switch (chunked_->feed(bytes, body_)) {
        case ChunkedBody::Outcome::need_more: return Need::bytes;
        case ChunkedBody::Outcome::complete: return Need::endpoint;
        case ChunkedBody::Outcome::malformed: return refuse(400, "http.bad_chunk");
        case ChunkedBody::Outcome::too_large: return refuse(413, "http.body_too_large");
        case ChunkedBody::Outcome::trailers_too_large: return refuse(431, "http.trailers_too_large");
    }
    return refuse(400, "http.bad_chunk");
}

void RequestGate::end_of_stream() { need_ = refuse(400, "http.incomplete"); }

void RequestGate::out_of_time() { need_ = refuse(408, "http.timeout"); }

HttpRequest RequestGate::take_request() {
    auto& head = parser_.head();
    HttpRequest request;
    request.method = head.method;  // stays for is_head_request()
    request.target = std::move(head.target);
    request.headers = std::move(head.headers);
    request.body = std::move(body_);
    request.path_parameters = std::move(path_parameters_);
    return request;
}

}  // namespace hub::portal
