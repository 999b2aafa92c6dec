#include "portal/server/caller.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

const std::string kToken(43, 'a');

HttpRequest with_cookie(std::string cookie) {
    HttpRequest request;
    request.headers = {{"Cookie", std::move(cookie)}};
    request.peer = "2001:db8:1:2:3:4:5:6";
    return request;
}

TEST(Callers, are_known_by_one_cookie_of_the_right_name) {
    EXPECT_EQ(session_of(with_cookie("__Host-passport_session=" + kToken)), kToken);
    EXPECT_EQ(session_of(with_cookie("a=b; __Host-passport_session=" + kToken + "; c=d")), kToken);
    EXPECT_EQ(session_of(with_cookie("passport_session=" + kToken)), "");
    EXPECT_EQ(session_of(with_cookie("x__Host-passport_session=" + kToken)), "");
    EXPECT_EQ(session_of(with_cookie("__Host-passport_session=a; __Host-passport_session=b")), "");
    EXPECT_EQ(session_of(with_cookie("__Host-passport_session=" + std::string(5000, 'a'))), "");
    EXPECT_EQ(session_of(with_cookie(";;=;__Host-passport_session")), "");
    EXPECT_EQ(session_of(HttpRequest{}), "");
}

TEST(Callers, prove_that_we_gave_them_the_form_by_what_only_their_session_leads_to) {
    const auto request = with_cookie("__Host-passport_session=" + kToken);
    EXPECT_TRUE(proves_session(request, csrf_token(kToken)));
    EXPECT_FALSE(proves_session(request, csrf_token(std::string(43, 'b'))));
    EXPECT_FALSE(proves_session(request, ""));
    EXPECT_FALSE(proves_session(HttpRequest{}, csrf_token("")));
    EXPECT_EQ(csrf_token(kToken).find(kToken), std::string::npos);
}

TEST(Callers, are_named_to_the_rules_by_network_and_session) {
    Message message;
    name_caller(message, with_cookie("__Host-passport_session=" + kToken));
    EXPECT_EQ(message.extension("peer"), "20010db800010002");
    EXPECT_EQ(message.extension("session"), kToken);
    Message stranger;
    name_caller(stranger, HttpRequest{});
    EXPECT_FALSE(stranger.extensions.contains("session"));
}

TEST(Callers, get_a_cookie_that_only_this_host_sees_over_tls_and_no_script) {
    HttpResponse response;
    begin_session(response, kToken, std::chrono::seconds(60));
    EXPECT_EQ(find_header(response.headers, "Set-Cookie"),
              "__Host-passport_session=" + kToken + "; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax");
    HttpResponse ended;
    end_session(ended);
    EXPECT_EQ(find_header(ended.headers, "Set-Cookie"),
              "__Host-passport_session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax");
}

}  // namespace
}  // namespace hub::portal
