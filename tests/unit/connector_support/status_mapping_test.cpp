#include <gtest/gtest.h>

#include "connectors/support/status_mapping.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::http {
namespace {

using namespace std::chrono_literals;

Error map(int status, std::string body = "", HttpHeaders headers = {}) {
    const test::FakeClock clock;
    return to_error("dialogflow", HttpResponse{status, std::move(headers), std::move(body), nullptr}, clock);
}

std::string google(const std::string& status, const std::string& message, const std::string& details = "[]") {
    return R"({"error":{"code":0,"status":")" + status + R"(","message":")" + message + R"(","details":)" + details +
           "}}";
}

TEST(StatusMapping, gives_every_status_its_kind) {
    const std::pair<int, ErrorKind> expected[] = {
        {400, ErrorKind::invalid},   {401, ErrorKind::unauthenticated}, {403, ErrorKind::forbidden},
        {404, ErrorKind::not_found}, {408, ErrorKind::transient},       {409, ErrorKind::conflict},
        {410, ErrorKind::not_found}, {412, ErrorKind::conflict},        {413, ErrorKind::permanent},
        {422, ErrorKind::invalid},   {425, ErrorKind::transient},       {429, ErrorKind::throttled},
        {499, ErrorKind::cancelled}, {500, ErrorKind::transient},       {501, ErrorKind::permanent},
        {502, ErrorKind::transient}, {503, ErrorKind::transient},       {504, ErrorKind::unknown_outcome},
        {505, ErrorKind::permanent}, {599, ErrorKind::transient},       {302, ErrorKind::permanent},
        {418, ErrorKind::permanent}};
    for (const auto& [status, kind] : expected) {
        EXPECT_EQ(map(status).kind, kind) << status;
        EXPECT_EQ(map(status).code, "dialogflow.http_" + std::to_string(status));
    }
}

TEST(StatusMapping, reads_the_reason_of_google) {
    const auto error = map(403, google("PERMISSION_DENIED", "IAM permission denied."));
    EXPECT_EQ(error.kind, ErrorKind::forbidden);
    EXPECT_EQ(error.code, "dialogflow.permission_denied");
    EXPECT_NE(error.detail.find("IAM permission denied."), std::string::npos);
    EXPECT_EQ(map(400, google("FAILED_PRECONDITION", "agent is training")).kind, ErrorKind::conflict);
    EXPECT_EQ(map(403, google("RESOURCE_EXHAUSTED", "quota")).kind, ErrorKind::throttled);
    const auto limited =
        map(403, google("PERMISSION_DENIED", "x",
                        R"([{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED"}])"));
    EXPECT_EQ(limited.kind, ErrorKind::throttled);
    EXPECT_NE(limited.detail.find("RATE_LIMIT_EXCEEDED"), std::string::npos);
}

TEST(StatusMapping, names_the_wrong_fields_and_does_not_quote_the_message_of_a_bad_request) {
    const auto error = map(
        400,
        google(
            "INVALID_ARGUMENT", "you said: private text",
            R"([{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"query_input","description":"Cannot find field."},{"field":"b"}]}])"));
    ASSERT_EQ(error.fields.size(), 2u);
    EXPECT_EQ(error.fields[0].field, "query_input");
    EXPECT_EQ(error.fields[0].problem, "Cannot find field.");
    EXPECT_EQ(error.detail.find("private text"), std::string::npos);
}

TEST(StatusMapping, takes_the_longer_wait_of_header_and_retry_info) {
    const auto info = google("RESOURCE_EXHAUSTED", "q",
                             R"([{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.500s"}])");
    EXPECT_EQ(map(429, info).retry_after, 12500ms);
    EXPECT_EQ(map(429, info, {{"Retry-After", "30"}}).retry_after, 30s);
    EXPECT_EQ(map(429, info, {{"retry-after", "3"}}).retry_after, 12500ms);
    EXPECT_EQ(map(503, "", {{"Retry-After", "5"}}).retry_after, 5s);
    EXPECT_FALSE(map(503).retry_after);
    EXPECT_FALSE(map(503, "", {{"Retry-After", "soon"}}).retry_after);
}

TEST(StatusMapping, survives_bodies_of_any_shape) {
    for (const char* body :
         {"<html>", "[]", "null", "{}", R"({"error":"invalid_grant"})", R"({"error":{"details":{"a":1}}})",
          R"({"error":{"details":[1,null,{"@type":5}],"status":7,"message":[]}})",
          R"({"error":{"details":[{"@type":"x/google.rpc.RetryInfo","retryDelay":"-5s"}]}})"})
        EXPECT_EQ(map(503, body).code, "dialogflow.http_503") << body;
    const auto strange = map(500, google("with blanks and 日本語", "line\\nbreak\\u0000"));
    EXPECT_EQ(strange.code, "dialogflow.http_500");
    EXPECT_EQ(strange.detail.find('\n'), std::string::npos);
}

TEST(StatusMapping, cuts_a_long_message_between_characters) {
    std::string message;
    for (int count = 0; count < 200; ++count) message += "混";
    const auto error = map(503, google("UNAVAILABLE", message));
    EXPECT_LT(error.detail.size(), 300u);
    EXPECT_TRUE(is_utf8(error.detail));
}

TEST(RetryAfter, reads_seconds_and_dates_within_a_day) {
    const auto now = from_rfc3339("2026-11-20T10:00:00Z").value();
    EXPECT_EQ(parse_retry_after("120", now), 120s);
    EXPECT_EQ(parse_retry_after("0", now), 0s);
    EXPECT_EQ(parse_retry_after("7200", now), 2h);
    EXPECT_EQ(parse_retry_after("99999999999", now), 24h);
    EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 10:00:30 GMT", now), 30s);
    EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 09:00:00 GMT", now), 0s);
    EXPECT_EQ(parse_retry_after("Sat, 20 Nov 2027 09:00:00 GMT", now), 24h);
    EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 10:00:30 GMT", now + std::chrono::nanoseconds(1)), 30s);
    for (const char* text : {"", "-1", "1.5", "soon", "12 s"}) EXPECT_FALSE(parse_retry_after(text, now)) << text;
}

}  // namespace
}  // namespace hub::http
