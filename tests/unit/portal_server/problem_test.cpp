#include "portal/server/problem.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"

namespace hub::portal {
namespace {

json::Document parsed(const HttpResponse& response) { return json::Document::parse(response.body).value(); }

TEST(Problem, the_kind_of_an_error_decides_the_status) {
    const std::pair<ErrorKind, int> all[] = {
        {ErrorKind::invalid, 400},   {ErrorKind::unauthenticated, 401}, {ErrorKind::forbidden, 403},
        {ErrorKind::not_found, 404}, {ErrorKind::conflict, 409},        {ErrorKind::throttled, 503},
        {ErrorKind::bug, 500},       {ErrorKind::permanent, 502},       {ErrorKind::unknown_outcome, 503},
        {ErrorKind::transient, 503}, {ErrorKind::cancelled, 504}};
    for (const auto& [kind, status] : all) EXPECT_EQ(problem_response(Error{kind, "a.b", ""}, "t").status, status);
}

TEST(Problem, tells_callers_that_they_ask_too_often_only_when_it_is_they) {
    EXPECT_EQ(status_of(Error{ErrorKind::throttled, std::string(kTooMany), ""}), 429);
    EXPECT_EQ(status_of(Error{ErrorKind::throttled, "pool.full", ""}), 503);
}

TEST(Problem, says_how_to_come_with_a_key_with_401_alone) {
    for (const int status : {400, 401, 403, 503}) {
        const auto response = problem_response(status, "a.b", "t");
        EXPECT_EQ(find_header(response.headers, "WWW-Authenticate").value_or(""),
                  status == 401 ? R"(Bearer realm="passport")" : "");
    }
}

TEST(Problem, has_the_members_of_rfc_9457_and_every_wrong_field) {
    Error error{ErrorKind::invalid, "request.invalid", "指定された内容に誤りがあります。"};
    error.fields = {{"limit", "大きすぎます。"}, {"/position/lat", "必要な項目です。"}};
    const auto response = problem_response(error, "0af7");
    EXPECT_EQ(find_header(response.headers, "content-type"), "application/problem+json");
    const auto document = parsed(response);
    const auto root = document.root();
    EXPECT_EQ(root.string("type"), "about:blank");
    EXPECT_EQ(root.integer("status"), 400);
    EXPECT_EQ(root.string("detail"), "指定された内容に誤りがあります。");
    EXPECT_EQ(root.string("code"), "request.invalid");
    EXPECT_EQ(root.string("trace_id"), "0af7");
    EXPECT_EQ(root.at_pointer("/errors/1/field")->as_string(), "/position/lat");
    EXPECT_EQ(root.at_pointer("/errors/1/problem")->as_string(), "必要な項目です。");
}

TEST(Problem, a_bug_shows_nothing_but_the_trace_id) {
    const auto response = problem_response(Error{ErrorKind::bug, "db.broken", "秘密の詳細 at line 7"}, "0af7");
    EXPECT_EQ(response.body.find("秘密"), std::string::npos);
    EXPECT_EQ(response.body.find("db.broken"), std::string::npos);
    EXPECT_NE(response.body.find("0af7"), std::string::npos);
}

TEST(Problem, words_for_operators_are_not_shown_to_callers) {
    const auto response = problem_response(Error{ErrorKind::not_found, "a.b", "row 7 of hub.x"}, "t");
    EXPECT_EQ(response.body.find("row 7"), std::string::npos);
}

TEST(Problem, says_when_to_come_back) {
    const auto throttled = Error{ErrorKind::throttled, "a.b", "", std::chrono::milliseconds(1500)};
    EXPECT_EQ(find_header(problem_response(throttled, "t").headers, "Retry-After"), "2");
    EXPECT_TRUE(find_header(problem_response(Error{ErrorKind::transient, "a.b", ""}, "t").headers, "Retry-After"));
    EXPECT_FALSE(find_header(problem_response(Error{ErrorKind::invalid, "a.b", ""}, "t").headers, "Retry-After"));
}

}  // namespace
}  // namespace hub::portal
