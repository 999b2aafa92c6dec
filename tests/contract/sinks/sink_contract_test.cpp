// What holds for every sink that talks HTTP or SMTP, whatever it delivers.
#include <gtest/gtest.h>

#include "connectors/support/cpprest_http_client.hpp"
#include "tests/contract/sinks/sinks_under_test.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/smtp_scripts.hpp"

namespace hub {
namespace {

using namespace std::chrono_literals;
using test::kSecret;
using test::make_dialogflow;
using test::make_dialogflow_cx;
using test::make_google_maps;
using test::make_mail;
using test::make_places;
using test::make_places_new;
using test::ScriptedConnection;
using test::ScriptedServer;

constexpr const char* kPersonal = "somebody.personal";

// One sink under test: how to make it for a server, good data, and a server that accepts.
struct SinkCase {
    std::string name;
    std::function<std::unique_ptr<Sink>(std::uint16_t port, HttpClient& client)> make;
    std::string good_data;
    std::string bad_data;  // its every member is wrong
    ScriptedServer::Script accepting;
};

ScriptedServer::Script http_server(std::string body) {
    return [body](ScriptedConnection& connection) {
        for (;;) {
            const auto request = connection.read_http_request();
            if (request.empty()) return;
            if (request.find("/token") != std::string::npos) connection.write(test::token_answer());
            else connection.write(test::http_answer(body));
        }
    };
}

std::vector<SinkCase> cases() {
    static test::Recorded lines;
    return {
        {"dialogflow", make_dialogflow, R"({"session":"s","text":"somebody.personal"})", R"({"session":"","text":""})",
         http_server(R"({"queryResult":{}})")},
        {"google_maps", make_google_maps, R"({"text":"somebody.personal"})", R"({"text":""})",
         http_server(R"({"status":"ZERO_RESULTS"})")},
        {"dialogflow_cx", make_dialogflow_cx, R"({"session":"s","text":"somebody.personal"})",
         R"({"session":"","text":""})", http_server(R"({"queryResult":{}})")},
        {"places", make_places, R"({"text":"somebody.personal"})", R"({"text":""})",
         http_server(R"({"html_attributions":[],"results":[],"status":"ZERO_RESULTS"})")},
        {"places_new", make_places_new, R"({"text":"somebody.personal"})", R"({"text":""})", http_server("{}")},
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
