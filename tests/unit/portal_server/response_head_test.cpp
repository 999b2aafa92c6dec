#include "portal/server/response_head.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

HttpResponse html(HttpHeaders more = {}) {
    HttpResponse response;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    response.headers.insert(response.headers.end(), more.begin(), more.end());
    response.body = "<p>";
    return response;
}

std::string head_of(const HttpResponse& response, ResponseFraming framing = {"D", false, false}) {
    std::string output;
    append_head(output, response, framing);
    return output;
}

TEST(ResponseHead, is_status_line_date_headers_and_length) {
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = "{}";
    EXPECT_EQ(head_of(response),
              "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
              "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
              "Content-Length: 2\r\n\r\n");
}

TEST(ResponseHead, data_that_is_opened_as_a_page_does_nothing) {
    for (const auto* type : {"application/json", "application/problem+json", "text/plain; charset=utf-8"}) {
        HttpResponse response;
        response.headers = {{"Content-Type", type}, {"Cache-Control", "no-cache"}};
        const auto head = head_of(response);
        EXPECT_NE(head.find("Content-Security-Policy: default-src 'none'"), std::string::npos) << type;
        EXPECT_EQ(head.find("no-store"), std::string::npos) << type;
    }
    HttpResponse script;
    script.headers = {{"Content-Type", "text/javascript; charset=utf-8"}};
    EXPECT_EQ(head_of(script).find("Content-Security-Policy"),
              std::string::npos);  // of a worker it would be the policy
}

TEST(ResponseHead, has_no_length_without_content_and_says_close) {
    HttpResponse response;
    response.status = 304;
    response.body = "ignored";
    const auto head = head_of(response, {"D", true, false});
    EXPECT_EQ(head.find("Content-Length"), std::string::npos);
    EXPECT_NE(head.find("Connection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, html_carries_every_security_header_and_no_server_name) {
    const auto head = head_of(html(), {"D", false, true});
    for (const auto* name : {"Content-Security-Policy: default-src 'self'", "frame-ancestors 'none'",
                             "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
                             "Referrer-Policy: ", "Permissions-Policy: ", "Cross-Origin-Opener-Policy: same-origin",
                             "Strict-Transport-Security: max-age=31536000"})
        EXPECT_NE(head.find(name), std::string::npos) << name;
    EXPECT_EQ(head.find("Server:"), std::string::npos);
    EXPECT_EQ(head.find("unsafe-inline"), std::string::npos);
}

TEST(ResponseHead, a_page_may_set_its_own_policy) {
    const auto head = head_of(html({{"content-security-policy", "default-src 'none'"}}));
    EXPECT_EQ(head.find("default-src 'self'"), std::string::npos);
}

TEST(ResponseHead, what_belongs_to_the_server_is_left_out) {
    const auto head = head_of(html({{"content-length", "9"}, {"Transfer-Encoding", "chunked"}, {"Connection", "x"}}));
    EXPECT_EQ(head.find(": 9"), std::string::npos);
    EXPECT_EQ(head.find("chunked"), std::string::npos);
    EXPECT_NE(head.find("Content-Length: 3\r\n"), std::string::npos);
}

TEST(ResponseHead, data_cannot_become_headers) {
    EXPECT_TRUE(is_sendable(html({{"Location", "/a"}})));
    EXPECT_FALSE(is_sendable(html({{"Location", "/a\r\nSet-Cookie: x"}})));
    EXPECT_FALSE(is_sendable(html({{"Location", "/a\nb"}})));
    EXPECT_FALSE(is_sendable(html({{"Bad Name", "a"}})));
    HttpResponse odd;
    odd.status = 42;
    EXPECT_FALSE(is_sendable(odd));
}

TEST(DateHeader, is_an_imf_fixdate_that_moves_with_the_second) {
    DateHeader date;
    const WallTime start(std::chrono::seconds(784111777));
    EXPECT_EQ(date.at(start), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(start + std::chrono::milliseconds(999)), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(start + std::chrono::seconds(1)), "Sun, 06 Nov 1994 08:49:38 GMT");
}

}  // namespace
}  // namespace hub::portal
