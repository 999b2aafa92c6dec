// What holds for every sink that talks HTTP or SMTP, whatever it delivers.
#include <gtest/gtest.h>

#include "connectors/dialogflow/dialogflow_sink.hpp"
#include "connectors/google_maps/google_maps_sink.hpp"
#include "connectors/mail/mail_sink.hpp"
#include "connectors/support/cpprest_http_client.hpp"
#include "router/core/json.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/smtp_scripts.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub {
namespace {

using namespace std::chrono_literals;
using test::ScriptedConnection;
using test::ScriptedServer;

constexpr const char* kSecret = "very-secret";
constexpr const char* kPersonal = "somebody.personal";

// One sink under test: how to make it for a server, good data, and a server that accepts.
struct SinkCase {
    std::string name;
    std::function<std::unique_ptr<Sink>(std::uint16_t port, HttpClient& client)> make;
    std::string good_data;
    std::string bad_data;  // its every member is wrong
    ScriptedServer::Script accepting;
};

std::string http_answer(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

ScriptedServer::Script http_server(std::string body) {
    return [body](ScriptedConnection& connection) {
        for (;;) {
            const auto request = connection.read_http_request();
            if (request.empty()) return;
            if (request.find("/token") != std::string::npos)
                connection.write(
                    http_answer(R"({"access_token":"very-secret","expires_in":3599,"token_type":"Bearer"})"));
            else connection.write(http_answer(body));
        }
    };
}

std::unique_ptr<Sink> make_dialogflow(std::uint16_t port, HttpClient& client) {
    const auto origin = "http://127.0.0.1:" + std::to_string(port);
    dialogflow::DialogflowSettings settings;
    settings.base_url = origin;
    settings.project_id = "sample";
    http::ServiceAccount account{"sample", "hub@sample.example", origin + "/token", "",
                                 http::RsaKey::private_key(test::test_rsa_key().private_pem).value()};
    return std::make_unique<dialogflow::DialogflowSink>(std::move(settings), std::move(account), client,
                                                        system_clock());
}

std::unique_ptr<Sink> make_google_maps(std::uint16_t port, HttpClient& client) {
    static http::MemoryBudget budget(1);
    google_maps::GoogleMapsSettings settings;
    settings.base_url = "http://127.0.0.1:" + std::to_string(port);
    settings.key = kSecret;
    settings.requests_per_day = 1'000'000;
    return std::make_unique<google_maps::GoogleMapsSink>(std::move(settings), budget, client, system_clock());
}

std::unique_ptr<Sink> make_mail(std::uint16_t port, HttpClient&) {
    mail::MailSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = port;
    settings.from = {"passport@hub.example.jp", ""};
    settings.message_id_domain = "hub.example.jp";
    return std::make_unique<mail::MailSink>(std::move(settings), system_clock());
}

std::vector<SinkCase> cases() {
    static test::Recorded lines;
    return {
        {"dialogflow", make_dialogflow, R"({"session":"s","text":"somebody.personal"})", R"({"session":"","text":""})",
         http_server(R"({"queryResult":{}})")},
        {"google_maps", make_google_maps, R"({"text":"somebody.personal"})", R"({"text":""})",
         http_server(R"({"status":"ZERO_RESULTS"})")},
        {"mail", make_mail,
         R"({"to":[{"address":"somebody.personal@example.jp"}],"subject":"s","text":"somebody.personal","kind":"transactional"})",
         R"({"to":[],"subject":"","text":"","kind":""})", test::smtp_server(lines)}};
}

class EverySink : public ::testing::TestWithParam<SinkCase> {
protected:
    EverySink() { test::start_http_threads(); }

    Result<Receipt> deliver(Sink& sink, const std::string& data, std::chrono::milliseconds limit = 3s) {
        auto message = make_message(system_clock(), "/test", "test", data);
        const Delivery delivery{Deadline::after(system_clock(), limit), "key-1", 1};
        return test::run_awaitable(context_, timed(sink, std::move(message), delivery));
    }
    // Until the result is there: what a sink leaves running behind it does not count.
    boost::asio::awaitable<Result<Receipt>> timed(Sink& sink, Message message, Delivery delivery) {
        const auto begun = std::chrono::steady_clock::now();
        auto receipt = co_await sink.deliver(std::move(message), delivery);
        elapsed_ = std::chrono::steady_clock::now() - begun;
        co_return receipt;
    }
    Result<void> check(Sink& sink) {
        return test::run_awaitable(context_, sink.check(Deadline::after(system_clock(), 2s)));
    }
    static void expect_discreet(const Error& error) {
        EXPECT_EQ(error.detail.find(kSecret), std::string::npos) << error.detail;
        EXPECT_EQ(error.detail.find(kPersonal), std::string::npos) << error.detail;
    }

    boost::asio::io_context context_;
    http::CpprestHttpClient client_;
    std::chrono::steady_clock::duration elapsed_{};
};

void PrintTo(const SinkCase& sink_case, std::ostream* out) { *out << sink_case.name; }

TEST_P(EverySink, delivers_and_checks) {
    ScriptedServer server({GetParam().accepting});
    const auto sink = GetParam().make(server.port(), client_);
    const auto receipt = deliver(*sink, GetParam().good_data);
    EXPECT_TRUE(receipt.ok()) << receipt.error().detail;
    EXPECT_TRUE(check(*sink).ok());
}

TEST_P(EverySink, delivers_several_at_the_same_time) {
    ScriptedServer server({GetParam().accepting});
    const auto sink = GetParam().make(server.port(), client_);
    int delivered = 0;
    for (int number = 0; number < 5; ++number) {
        auto message = make_message(system_clock(), "/test", "test", GetParam().good_data);
        const Delivery delivery{Deadline::after(system_clock(), 5s), "key-" + std::to_string(number), 1};
        boost::asio::co_spawn(context_, sink->deliver(std::move(message), delivery),
                              [&](std::exception_ptr, Result<Receipt> receipt) { delivered += receipt.ok() ? 1 : 0; });
    }
    context_.restart();
    context_.run_for(6s);
    EXPECT_EQ(delivered, 5);
}

TEST_P(EverySink, names_what_is_wrong_with_its_data_and_calls_nobody) {
    ScriptedServer server({GetParam().accepting});
    const auto sink = GetParam().make(server.port(), client_);
    for (const auto& data : {GetParam().bad_data, std::string("{}"), std::string("[]"), std::string("7")}) {
        const auto refused = deliver(*sink, data);
        ASSERT_FALSE(refused.ok()) << data;
        EXPECT_EQ(refused.error().kind, ErrorKind::invalid) << data;
        EXPECT_FALSE(refused.error().fields.empty()) << data;
    }
    const auto broken = deliver(*sink, "{");
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().kind, ErrorKind::invalid);
    EXPECT_EQ(server.connections(), 0u);
}

TEST_P(EverySink, is_transient_when_nothing_listens) {
    const auto sink = GetParam().make(test::closed_port(), client_);
    const auto refused = deliver(*sink, GetParam().good_data);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::transient);
    expect_discreet(refused.error());
    EXPECT_FALSE(check(*sink).ok());
}

TEST_P(EverySink, ends_at_its_deadline_when_the_server_is_silent) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        while (!connection.peer_closes()) {
        }
    }});
    const auto sink = GetParam().make(server.port(), client_);
    const auto refused = deliver(*sink, GetParam().good_data, 200ms);
    EXPECT_LT(elapsed_, 2s);
    ASSERT_FALSE(refused.ok());
    EXPECT_TRUE(refused.error().kind == ErrorKind::transient || refused.error().kind == ErrorKind::cancelled ||
                refused.error().kind == ErrorKind::unknown_outcome)
        << to_string(refused.error().kind);
    expect_discreet(refused.error());
}

TEST_P(EverySink, fails_without_harm_on_garbage_and_hang_ups) {
    for (const std::string& garbage :
         {std::string(), std::string("\xff\xfe\0garbage", 10),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<htm"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"), std::string("599 no\r\n")}) {
        ScriptedServer server({[garbage](ScriptedConnection& connection) {
            connection.write(garbage);
            connection.read_until("\r\n");
        }});
        const auto sink = GetParam().make(server.port(), client_);
        const auto refused = deliver(*sink, GetParam().good_data, 1s);
        ASSERT_FALSE(refused.ok()) << garbage;
        expect_discreet(refused.error());
    }
}

INSTANTIATE_TEST_SUITE_P(Connectors, EverySink, ::testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace hub
