#include "tests/contract/http/raw_case.hpp"

namespace hub::test {
namespace {

const std::string kPost = "POST /echo HTTP/1.1\r\nHost: hub.test\r\n";
const std::string kGet = "GET /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n";

RawCase accepted(std::string name, std::string bytes, std::vector<std::string> handled) {
    RawCase raw{std::move(name), std::move(bytes), std::vector<int>(handled.size(), 200), true, std::move(handled)};
    return raw;
}

RawCase get(std::string name, const std::string& target, const std::string& seen) {
    return accepted(std::move(name), "GET " + target + " HTTP/1.1\r\nHost: hub.test\r\n\r\n", {"GET " + seen + " "});
}

RawCase with_header(std::string name, const std::string& header) {
    return accepted(std::move(name), "GET /echo HTTP/1.1\r\nHost: hub.test\r\n" + header + "\r\n\r\n", {"GET /echo "});
}

// Answered without an endpoint, with the connection kept or not.
RawCase answered(std::string name, std::string bytes, int status, bool goes_on) {
    return {std::move(name), std::move(bytes), {status}, goes_on};
}

RawCase request(std::string name, const std::string& request_line, int status, bool goes_on = true) {
    return answered(std::move(name), request_line + "\r\nHost: hub.test\r\n\r\n", status, goes_on);
}

}  // namespace

std::vector<RawCase> accepted_requests() {
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: hub.test\r\n\r\n";
    return {
        get("plain_get", "/echo", "/echo"),
        get("query", "/echo?a=1&b=%E3%81%82", "/echo?a=1&b=%E3%81%82"),
        get("query_with_brackets", "/echo?a[]=1|2", "/echo?a[]=1|2"),
        get("path_parameter", "/items/12", "/items/12"),
        get("escaped_letter_in_path", "/%65cho", "/%65cho"),
        get("absolute_form", "http://hub.test/echo?a=1", "/echo?a=1"),
        get("absolute_form_in_capitals", "HTTP://HUB.test/echo", "/echo"),
        get("triple_dot_is_a_name", "/items/...", "/items/..."),
        accepted("blank_line_first", "\r\n" + kGet, {"GET /echo "}),
        accepted("pipelined", kGet + kGet + kGet, {"GET /echo ", "GET /echo ", "GET /echo "}),
        accepted("length", kPost + "Content-Length: 5\r\n\r\nhello", {"POST /echo hello"}),
        accepted("identity_content", kPost + "Content-Encoding: Identity\r\nContent-Length: 5\r\n\r\nhello",
                 {"POST /echo hello"}),
        accepted("length_zero", kPost + "Content-Length: 0\r\n\r\n", {"POST /echo "}),
        accepted("no_length_is_no_body", kPost + "\r\n", {"POST /echo "}),
        accepted("body_that_looks_like_a_request",
                 kPost + "Content-Length: " + std::to_string(hidden.size()) + "\r\n\r\n" + hidden,
                 {"POST /echo " + hidden}),
        accepted("chunked", kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", {"POST /echo hello"}),
        accepted("chunked_in_capitals", kPost + "Transfer-Encoding: CHUNKED\r\n\r\nA\r\nhellohello\r\n0\r\n\r\n",
                 {"POST /echo hellohello"}),
        accepted("many_chunks", kPost + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n01\r\nb\r\n1\r\nc\r\n00\r\n\r\n",
                 {"POST /echo abc"}),
        accepted("chunk_that_looks_like_a_request",
                 kPost + "Transfer-Encoding: chunked\r\n\r\n2a\r\n" + hidden + "xx\r\n0\r\n\r\n",
                 {"POST /echo " + hidden + "xx"}),
        accepted("trailers_are_dropped",
                 kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nAuthorization: Basic eDp5\r\n"
                         "X-Forwarded-For: 10.0.0.1\r\nConnection: close\r\nContent-Length: 9\r\n\r\n",
                 {"POST /echo hello"}),
        accepted("expect_continue", kPost + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\nhello",
                 {"POST /echo hello"}),
        accepted("expect_continue_chunked",
                 kPost + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                 {"POST /echo hello"}),
        with_header("expect_continue_without_body", "Expect: 100-continue"),
        with_header("upgrade_is_ignored", "Connection: Upgrade\r\nUpgrade: h2c, websocket"),
        with_header("high_bytes_in_value", "X-Name: \xe3\x81\x82"),
        with_header("tabs_around_value", "X-Name:\t value \t"),
        with_header("empty_value", "X-Name:"),
        with_header("every_token_character", "!#$%&'*+-.^_`|~09azAZ: b"),
        with_header("repeated_ordinary_header", "Accept: a\r\nAccept: b"),
        with_header("keep_alive", "Connection: keep-alive"),
        accepted("get_with_body", "GET /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 5\r\n\r\nhello",
                 {"GET /echo hello"}),
        accepted("head", "HEAD /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n", {"HEAD /echo "}),
        accepted("host_with_port", "GET /echo HTTP/1.1\r\nHost: hub.test:8080\r\n\r\n", {"GET /echo "}),
        accepted("host_ipv6", "GET /echo HTTP/1.1\r\nhost: [::1]:8080\r\n\r\n", {"GET /echo "}),
        {"connection_close",
         "GET /echo HTTP/1.1\r\nHost: hub.test\r\nConnection: close\r\n\r\n",
         {200},
         false,
         {"GET /echo "}},
        {"connection_close_in_a_list",
         "GET /echo HTTP/1.1\r\nHost: hub.test\r\nConnection: te, Close\r\n\r\n",
         {200},
         false,
         {"GET /echo "}},
        {"http_1_0_closes", "GET /echo HTTP/1.0\r\nHost: hub.test\r\n\r\n", {200}, false, {"GET /echo "}},
        {"http_1_0_without_host", "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {200}, false, {"GET /echo "}},
        {"http_1_0_with_body", "POST /echo HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi", {200}, false, {"POST /echo hi"}},
        request("unknown_path", "GET /nowhere HTTP/1.1", 404),
        request("double_slash", "GET //echo HTTP/1.1", 404),
        request("empty_parameter", "GET /items/ HTTP/1.1", 404),
        request("wrong_method", "DELETE /echo HTTP/1.1", 405),
        request("trace", "TRACE /echo HTTP/1.1", 405),
        request("options", "OPTIONS /echo HTTP/1.1", 204),
        request("options_asterisk", "OPTIONS * HTTP/1.1", 204),
        request("unknown_method", "BREW /echo HTTP/1.1", 501),
        request("lower_case_method", "get /echo HTTP/1.1", 501),
        answered("unknown_path_with_body", "POST /nowhere HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 5\r\n\r\nhello",
                 404, false),
        answered("wrong_method_with_chunks",
                 "DELETE /echo HTTP/1.1\r\nHost: hub.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 405, false),
        {"nothing_at_all", "", {}, false, {}, true},
        {"blank_line_at_the_end", kGet + "\r\n", {200, 400}, false, {"GET /echo "}, true},
    };
}

}  // namespace hub::test
