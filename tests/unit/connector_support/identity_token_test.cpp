#include <gtest/gtest.h>

#include "connectors/support/base64.hpp"
#include "connectors/support/identity_verifier.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/identity_tokens.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::http {
namespace {

using namespace std::chrono_literals;
using test::identity_token;
using test::IdentityClaims;
using test::key_set;

const IdentityTokenSettings kSettings{"https://accounts.google.com", "https://hub.example/webhooks/dialogflow",
                                      "service-1@gcp-sa-dialogflow.iam.gserviceaccount.com",
                                      "https://keys.example/certs"};

class IdentityToken : public ::testing::Test {
protected:
    std::int64_t now() const {
        return std::chrono::duration_cast<std::chrono::seconds>(clock_.wall().time_since_epoch()).count();
    }
    IdentityClaims claims() const {
        return {kSettings.issuer, kSettings.audience, kSettings.email, true, now(), now() + 3600};
    }
    Result<void> verify(const std::string& token) {
        const auto keys = identity_keys_from_json(key_set()).value();
        return verify_identity_token(token, keys, kSettings, clock_.wall());
    }
    std::string code_of(const IdentityClaims& wrong) {
        const auto result = verify(identity_token(wrong));
        if (result.ok()) return "accepted";
        EXPECT_EQ(result.error().kind, ErrorKind::unauthenticated);
        return result.error().code;
    }
    Result<void> ask(IdentityVerifier& verifier, std::string token) {
        const Deadline deadline(std::chrono::steady_clock::now() + 2s);
        return test::run_awaitable(context_, verifier.verify(std::move(token), deadline));
    }

    test::FakeClock clock_;
    test::FakeHttpClient client_;
    boost::asio::io_context context_;
};

TEST_F(IdentityToken, accepts_a_right_one) {
    EXPECT_EQ(code_of(claims()), "accepted");
    auto other_form = claims();
    other_form.issuer = "accounts.google.com";
    EXPECT_EQ(code_of(other_form), "accepted");
}

TEST_F(IdentityToken, checks_every_claim) {
    auto wrong = claims();
    wrong.issuer = "https://evil.example";
    EXPECT_EQ(code_of(wrong), "identity.issuer");
    wrong = claims();
    wrong.audience = "https://other.example/";
    EXPECT_EQ(code_of(wrong), "identity.audience");
    wrong = claims();
    wrong.email = "somebody@else.example";
    EXPECT_EQ(code_of(wrong), "identity.email");
    wrong = claims();
    wrong.email_verified = false;
    EXPECT_EQ(code_of(wrong), "identity.email");
    wrong = claims();
    wrong.ends = now() - 61;
    EXPECT_EQ(code_of(wrong), "identity.expired");
    wrong = claims();
    wrong.issued = now() + 120;
    EXPECT_EQ(code_of(wrong), "identity.not_yet");
}

TEST_F(IdentityToken, forgives_a_minute_between_the_clocks) {
    auto late = claims();
    late.ends = now() - 59;
    EXPECT_EQ(code_of(late), "accepted");
    auto early = claims();
    early.issued = now() + 59;
    EXPECT_EQ(code_of(early), "accepted");
}

TEST_F(IdentityToken, refuses_other_signatures_and_algorithms) {
    const auto good = identity_token(claims());
    EXPECT_EQ(verify(identity_token(claims(), "key-1", R"("RS256")", test::another_test_rsa_key())).error().code,
              "identity.signature");
    EXPECT_EQ(verify(identity_token(claims(), "key-2")).error().code, "identity.unknown_key");
    EXPECT_EQ(verify(identity_token(claims(), "key-1", R"("none")")).error().code, "identity.malformed");
    EXPECT_EQ(verify(identity_token(claims(), "key-1", R"("HS256")")).error().code, "identity.malformed");
    EXPECT_EQ(verify(identity_token(claims(), "key-1", R"("RS256","crit":["x"])")).error().code, "identity.malformed");
    EXPECT_EQ(verify(good.substr(0, good.rfind('.') + 1)).error().code, "identity.signature");
    for (const std::string& text : {std::string(), std::string("a"), std::string("a.b"), std::string(".."), good + "=",
                                    good + ".x", std::string(9000, 'a')})
        EXPECT_EQ(verify(text).error().kind, ErrorKind::unauthenticated) << text;
}

TEST_F(IdentityToken, refuses_a_token_with_any_changed_character) {
    const auto good = identity_token(claims());
    for (std::size_t index = 0; index < good.size(); index += 7) {
        auto changed = good;
        changed[index] = changed[index] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(verify(changed).ok()) << index;
    }
}

TEST_F(IdentityToken, leaves_flawed_keys_out_of_a_key_set) {
    EXPECT_FALSE(identity_keys_from_json("[]").ok());
    EXPECT_FALSE(
        identity_keys_from_json(R"({"keys":[{"kid":"a","kty":"EC"},{"kid":"b","kty":"RSA","n":"AQAB","e":"AQAB"},7]})")
            .ok());
    EXPECT_EQ(identity_keys_from_json(key_set()).value().size(), 1u);
}

TEST_F(IdentityToken, keeps_the_keys_as_long_as_the_issuer_says) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    client_.will_answer(200, key_set(), {{"Cache-Control", "public, max-age=7200, must-revalidate"}});
    client_.repeat_last = true;
    EXPECT_TRUE(ask(verifier, identity_token(claims())).ok());
    EXPECT_EQ(client_.requests[0].target, kSettings.keys_url);
    clock_.advance(7199s);
    EXPECT_TRUE(ask(verifier, identity_token(claims())).ok());
    EXPECT_EQ(client_.requests.size(), 1u);
    clock_.advance(2s);
    EXPECT_TRUE(ask(verifier, identity_token(claims())).ok());
    EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(IdentityToken, asks_for_an_unknown_key_at_most_once_a_minute) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    client_.will_answer(200, key_set());
    client_.repeat_last = true;
    for (int round = 0; round < 5; ++round)
        EXPECT_EQ(ask(verifier, identity_token(claims(), "key-2")).error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(client_.requests.size(), 1u);
    clock_.advance(61s);
    EXPECT_FALSE(ask(verifier, identity_token(claims(), "key-2")).ok());
    EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(IdentityToken, fetches_nothing_for_a_malformed_token) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    EXPECT_EQ(ask(verifier, "garbage").error().kind, ErrorKind::unauthenticated);
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(IdentityToken, goes_on_with_the_last_keys_when_the_issuer_is_away) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    client_.will_answer(200, key_set());
    client_.will_answer(503, "");
    EXPECT_TRUE(ask(verifier, identity_token(claims())).ok());
    clock_.advance(2h);
    EXPECT_TRUE(ask(verifier, identity_token(claims())).ok());
    EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(IdentityToken, is_transient_without_any_keys) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    client_.will_fail({ErrorKind::unknown_outcome, "http.timeout", ""});
    EXPECT_EQ(ask(verifier, identity_token(claims())).error().kind, ErrorKind::transient);
}

TEST_F(IdentityToken, fetches_the_keys_once_for_all_who_ask_at_the_same_time) {
    IdentityVerifier verifier(kSettings, client_, clock_);
    client_.before_answer = [] { return runtime::sleep_for(20ms); };
    client_.will_answer(200, key_set());
    int verified = 0;
    for (int number = 0; number < 10; ++number)
        boost::asio::co_spawn(
            context_, verifier.verify(identity_token(claims()), Deadline(std::chrono::steady_clock::now() + 2s)),
            [&](std::exception_ptr, Result<void> result) { verified += result.ok() ? 1 : 0; });
    context_.run_for(2s);
    EXPECT_EQ(verified, 10);
    EXPECT_EQ(client_.requests.size(), 1u);
}

}  // namespace
}  // namespace hub::http
