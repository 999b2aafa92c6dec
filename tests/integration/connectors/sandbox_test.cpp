// The connectors against the sandbox, which shares no code with them.
#include <gtest/gtest.h>

#include "connectors/dialogflow/dialogflow_sink.hpp"
#include "connectors/google_maps/google_maps_sink.hpp"
#include "connectors/mail/mail_sink.hpp"
#include "connectors/support/cpprest_http_client.hpp"
#include "router/core/json.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/sandbox_process.hpp"
#include "tests/support/self_signed_certificate.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub {
namespace {

using namespace std::chrono_literals;

class ConnectorsAtTheSandbox : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        const test::SelfSignedCertificate certificate;  // the sandbox reads it when it starts
        sandbox = std::make_unique<test::SandboxProcess>(
            test::test_rsa_key().public_pem, "maps-key",
            std::vector<std::string>{"--smtp-certificate", certificate.file(), "--smtp-key", certificate.key_file()});
    }
    static void TearDownTestSuite() { sandbox.reset(); }
    ConnectorsAtTheSandbox() { test::start_http_threads(); }

    std::unique_ptr<Sink> dialogflow(const test::TestRsaKey& key = test::test_rsa_key(),
                                     dialogflow::Edition edition = dialogflow::Edition::es) {
        dialogflow::DialogflowSettings settings;
        settings.edition = edition;
        settings.agent_id = "00000000-1111-4222-8333-444444444444";
        settings.base_url = sandbox->base_url();
        settings.project_id = "passport-hub";
        http::ServiceAccount account{"passport-hub", "hub@passport-hub.iam.gserviceaccount.com", sandbox->token_uri(),
                                     "", http::RsaKey::private_key(key.private_pem).value()};
        return std::make_unique<dialogflow::DialogflowSink>(std::move(settings), std::move(account), client_,
                                                            system_clock());
    }
    std::unique_ptr<Sink> google_maps(const std::string& key,
                                      google_maps::Lookup lookup = google_maps::Lookup::geocoding) {
        google_maps::GoogleMapsSettings settings;
        settings.lookup = lookup;
        settings.base_url = sandbox->base_url();
        settings.key = key;
        return std::make_unique<google_maps::GoogleMapsSink>(std::move(settings), budget_, client_, system_clock());
    }
    static mail::MailSettings mail_settings(mail::Tls tls) {
        mail::MailSettings settings;
        settings.server.host = "localhost";
        settings.server.port = sandbox->smtp_port();
        settings.server.tls = tls;
        settings.from = {"passport@hub.example.jp", "事務局"};
        settings.message_id_domain = "hub.example.jp";
        return settings;
    }
    Result<Receipt> deliver(Sink& sink, const std::string& data) {
        auto message = make_message(system_clock(), "/test", "test", data);
        const Delivery delivery{Deadline::after(system_clock(), 5s), "key-1", 1};
        return test::run_awaitable(context_, sink.deliver(std::move(message), delivery));
    }
    Result<void> check(Sink& sink) {
        return test::run_awaitable(context_, sink.check(Deadline::after(system_clock(), 5s)));
    }

    static inline std::unique_ptr<test::SandboxProcess> sandbox;
    boost::asio::io_context context_;
    http::CpprestHttpClient client_;
    http::MemoryBudget budget_{1};
};

TEST_F(ConnectorsAtTheSandbox, dialogflow_understands_a_question_with_a_context) {
    const auto sink = dialogflow();
    EXPECT_TRUE(check(*sink).ok());
    const auto receipt = deliver(
        *sink,
        R"({"session":"2f0a1c2e-7b3d-4a6f-9c11-2f7e8d9a0b1c","text":"焼津駅の近くで使えるお店は？","position":{"lat":34.8,"lng":138.3},
        "contexts":[{"name":"nearby","lifespan":3,"parameters":{"place_name":"焼津駅"}}]})");
    ASSERT_TRUE(receipt.ok()) << receipt.error().code << " " << receipt.error().detail;
    const auto reply = json::Document::parse(*receipt->data).value();
    EXPECT_EQ(reply.root().string("agent"), "dialogflow");
    EXPECT_EQ(reply.root().string("intent"), "benefit.nearby") << *receipt->data;
}

TEST_F(ConnectorsAtTheSandbox, dialogflow_cx_understands_a_question_with_a_context) {
    const auto sink = dialogflow(test::test_rsa_key(), dialogflow::Edition::cx);
    EXPECT_TRUE(check(*sink).ok());
    const auto receipt = deliver(
        *sink,
        R"({"session":"2f0a1c2e-7b3d-4a6f-9c11-2f7e8d9a0b1d","text":"じゃあ飲食店は？","position":{"lat":34.8,"lng":138.3},
        "contexts":[{"name":"nearby","lifespan":3,"parameters":{"place_name":"焼津駅"}}]})");
    ASSERT_TRUE(receipt.ok()) << receipt.error().code << " " << receipt.error().detail;
    const auto reply = json::Document::parse(*receipt->data).value();
    EXPECT_EQ(reply.root().string("agent"), "dialogflow");
    EXPECT_EQ(reply.root().string("intent"), "benefit.nearby.refine") << *receipt->data;
    EXPECT_NE(receipt->data->find(R"({"name":"nearby","lifespan":2,"parameters":{"place_name":"焼津駅"}})"),
              std::string::npos)
        << *receipt->data;
}

TEST_F(ConnectorsAtTheSandbox, dialogflow_refuses_a_foreign_key) {
    const auto sink = dialogflow(test::another_test_rsa_key());
    const auto refused = deliver(*sink, R"({"session":"s-1","text":"こんにちは"})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::unauthenticated);
    EXPECT_FALSE(check(*sink).ok());
}

TEST_F(ConnectorsAtTheSandbox, google_maps_finds_a_place_and_refuses_a_wrong_key) {
    const auto sink = google_maps("maps-key");
    EXPECT_TRUE(check(*sink).ok());
    const auto found = deliver(*sink, R"({"text":"焼津さかなセンター"})");
    ASSERT_TRUE(found.ok()) << found.error().code;
    const auto places = json::Document::parse(*found->data).value();
    EXPECT_EQ(places.root().find("places")->size(), 1u) << *found->data;
    EXPECT_EQ(places.root().string("attribution"), "Google Maps");
    EXPECT_EQ(*deliver(*sink, R"({"text":"どこにもない場所"})")->data, R"({"places":[]})");
    const auto wrong = google_maps("wrong-key");
    EXPECT_EQ(deliver(*wrong, R"({"text":"海遊館"})").error().kind, ErrorKind::permanent);
    EXPECT_FALSE(check(*wrong).ok());
}

TEST_F(ConnectorsAtTheSandbox, both_kinds_of_places_find_a_place_and_refuse_a_wrong_key) {
    for (const auto lookup : {google_maps::Lookup::places, google_maps::Lookup::places_new}) {
        const auto sink = google_maps("maps-key", lookup);
        EXPECT_TRUE(check(*sink).ok());
        const auto found = deliver(*sink, R"({"text":"ひらかたパーク"})");
        ASSERT_TRUE(found.ok()) << found.error().code;
        EXPECT_NE(found->data->find(R"("name":"ひらかたパーク","lat":34.8081,"lng":135.6413,"kind":"facility",)"
                                    R"("source":"google","exact":true}],"attribution":"Google Maps")"),
                  std::string::npos)
            << *found->data;
        EXPECT_EQ(*deliver(*sink, R"({"text":"どこにもない場所"})")->data, R"({"places":[]})");
        const auto wrong = google_maps("wrong-key", lookup);
        EXPECT_EQ(deliver(*wrong, R"({"text":"海遊館"})").error().kind, ErrorKind::permanent);
        EXPECT_FALSE(check(*wrong).ok());
    }
}

TEST_F(ConnectorsAtTheSandbox, mail_arrives_once) {
    mail::MailSink sink(mail_settings(mail::Tls::off), system_clock());
    EXPECT_TRUE(check(sink).ok());
    const auto receipt = deliver(
        sink,
        R"({"to":[{"address":"abc.@ezweb.ne.jp","name":"焼津 太郎"}],"subject":"承認のお知らせ","text":"本文\n.\n.. 点の行\n","html":"<p>本文</p>","kind":"transactional"})");
    ASSERT_TRUE(receipt.ok()) << receipt.error().code << " " << receipt.error().detail;
    const auto ledger = sandbox->ledger();
    const std::string mail_entry = R"("service":"smtp","kind":"mail")";
    const auto first = ledger.find(mail_entry);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(ledger.find(mail_entry, first + 1), std::string::npos);
    EXPECT_NE(ledger.find("key-1@hub.example.jp"), std::string::npos);
    EXPECT_NE(ledger.find("承認のお知らせ"), std::string::npos) << "the subject reads back";
}

TEST_F(ConnectorsAtTheSandbox, mail_is_encrypted_where_the_server_offers_it) {
    mail::MailSink sink(mail_settings(mail::Tls::optional), system_clock());
    const auto receipt = deliver(
        sink, R"({"to":[{"address":"tls@shop.example.jp"}],"subject":"件名","text":"本文","kind":"transactional"})");
    ASSERT_TRUE(receipt.ok()) << receipt.error().code << " " << receipt.error().detail;
    EXPECT_NE(sandbox->ledger().find(R"("to":["tls@shop.example.jp"],"helo":"hub.example.jp","tls":"TLSv1.)"),
              std::string::npos);
}

TEST_F(ConnectorsAtTheSandbox, mail_that_must_be_encrypted_goes_to_no_server_that_nobody_vouches_for) {
    mail::MailSink sink(mail_settings(mail::Tls::required), system_clock());
    const auto refused = deliver(
        sink, R"({"to":[{"address":"strict@shop.example.jp"}],"subject":"件名","text":"本文","kind":"transactional"})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "smtp.tls");
    EXPECT_EQ(sandbox->ledger().find("strict@shop.example.jp"), std::string::npos);
}

}  // namespace
}  // namespace hub
