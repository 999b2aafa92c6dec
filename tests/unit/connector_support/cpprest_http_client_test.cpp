#include <gtest/gtest.h>

#include "connectors/support/cpprest_http_client.hpp"
#include "router/core/clock.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/scripted_server.hpp"

namespace hub::http {
namespace {

using namespace std::chrono_literals;
using test::ScriptedConnection;
using test::ScriptedServer;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

class CpprestClient : public ::testing::Test {
protected:
    CpprestClient() { test::start_http_threads(); }

    Result<HttpResponse> send(HttpRequest request, std::chrono::milliseconds limit = 3s) {
        return test::run_awaitable(context_, client_.send(std::move(request), Deadline::after(system_clock(), limit)));
    }
    Result<HttpResponse> post(const ScriptedServer& server, std::chrono::milliseconds limit = 3s) {
        return send({"POST", server.origin() + "/path?key=secret", {{"Content-Type", "text/plain"}}, "body", ""},
                    limit);
    }
    Result<HttpResponse> get(const ScriptedServer& server, std::chrono::milliseconds limit = 3s) {
        return send({"GET", server.origin() + "/path?key=secret", {}, "", ""}, limit);
    }

    boost::asio::io_context context_;
    CpprestHttpClient client_;
};

// A script that answers the first request of a connection with `bytes` and closes.
ScriptedServer::Script answer_with(std::string bytes) {
    return [bytes](ScriptedConnection& connection) {
        connection.read_http_request();
        connection.write(bytes);
    };
}

void expect_no_secret(const Result<HttpResponse>& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().detail.find("secret"), std::string::npos) << result.error().detail;
}

TEST_F(CpprestClient, sends_the_request_as_given_and_returns_the_answer) {
    test::Recorded requests;
    ScriptedServer server({[&](ScriptedConnection& connection) {
        requests.add(connection.read_http_request());
        connection.write(kOk);
    }});
    const HttpRequest request{"POST",
                              server.origin() + "/v2/a%2Fb/sessions/S:detectIntent?q=%E7%84%BC%7C1",
                              {{"Content-Type", "application/json"}, {"X-Name", "value"}},
                              "{\"a\":1}",
                              ""};
    const auto response = send(request);
    ASSERT_TRUE(response.ok()) << response.error().detail;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, "hello");
    EXPECT_EQ(find_header(response->headers, "content-type"), "text/plain");
    ASSERT_EQ(requests.all().size(), 1u);
    const auto seen = requests.all()[0];
    EXPECT_TRUE(seen.starts_with("POST /v2/a%2Fb/sessions/S:detectIntent?q=%E7%84%BC%7C1 HTTP/1.1\r\n")) << seen;
    EXPECT_NE(seen.find("Content-Type:application/json\r\n"), std::string::npos) << seen;
    EXPECT_NE(seen.find("X-Name:value\r\n"), std::string::npos) << seen;
    EXPECT_NE(seen.find("Content-Length:7\r\n"), std::string::npos) << seen;
    EXPECT_TRUE(seen.ends_with("\r\n\r\n{\"a\":1}")) << seen;
}

TEST_F(CpprestClient, returns_error_statuses_as_answers) {
    ScriptedServer server(
        {answer_with("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")});
    const auto response = post(server);
    ASSERT_TRUE(response.ok()) << response.error().detail;
    EXPECT_EQ(response->status, 429);
    EXPECT_EQ(find_header(response->headers, "Retry-After"), "7");
    EXPECT_TRUE(response->body.empty());
}

TEST_F(CpprestClient, does_not_follow_a_redirect) {
    ScriptedServer target({answer_with(std::string(kOk))});
    ScriptedServer server(
        {answer_with("HTTP/1.1 302 Found\r\nLocation: " + target.origin() + "/\r\nContent-Length: 0\r\n\r\n")});
    const auto response = get(server);
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(target.connections(), 0u);
}

TEST_F(CpprestClient, reads_a_chunked_answer) {
    ScriptedServer server(
        {answer_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")});
    const auto response = get(server);
    ASSERT_TRUE(response.ok()) << response.error().detail;
    EXPECT_EQ(response->body, "abcde");
}

TEST_F(CpprestClient, is_transient_when_nothing_listens) {
    const auto target = "http://127.0.0.1:" + std::to_string(test::closed_port()) + "/path?key=secret";
    const auto response = send({"POST", target, {}, "body", ""});
    expect_no_secret(response);
    EXPECT_EQ(response.error().kind, ErrorKind::transient);
}

TEST_F(CpprestClient, is_transient_when_the_name_does_not_exist) {
    const auto response = send({"GET", "http://no-such-host.invalid/path?key=secret", {}, "", ""}, 9s);
    expect_no_secret(response);
    EXPECT_EQ(response.error().kind, ErrorKind::transient) << response.error().detail;
}

TEST_F(CpprestClient, does_not_know_the_outcome_when_the_answer_is_cut_at_any_byte) {
    const std::string whole(kOk);
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        ScriptedServer server({answer_with(whole.substr(0, cut))});
        const auto response = post(server);
        expect_no_secret(response);
        EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome) << "cut at " << cut;
        EXPECT_EQ(server.connections(), 1u) << "sent again after a cut at " << cut;
    }
}

TEST_F(CpprestClient, does_not_know_the_outcome_when_the_connection_is_reset) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        connection.read_http_request();
        connection.reset();
    }});
    EXPECT_EQ(post(server).error().kind, ErrorKind::unknown_outcome);
}

TEST_F(CpprestClient, does_not_know_the_outcome_of_garbage) {
    for (const char* garbage :
         {"\x16\x03\x01 garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
        ScriptedServer server({answer_with(garbage)});
        const auto response = post(server);
        expect_no_secret(response);
        EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome) << garbage;
    }
}

TEST_F(CpprestClient, does_not_know_the_outcome_when_the_length_promises_more_than_comes) {
    ScriptedServer server({answer_with("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello")});
    EXPECT_EQ(post(server).error().kind, ErrorKind::unknown_outcome);
}

TEST_F(CpprestClient, does_not_take_the_rest_of_a_too_long_body_for_the_next_answer) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        while (!connection.read_http_request().empty())
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    }});
    for (int round = 0; round < 3; ++round) {
        const auto response = post(server);
        ASSERT_TRUE(response.ok()) << response.error().detail;
        EXPECT_EQ(response->body, "hello");
    }
}

TEST_F(CpprestClient, stops_reading_an_endless_body) {
    for (const bool chunked : {true, false}) {
        ScriptedServer server({[chunked](ScriptedConnection& connection) {
            connection.read_http_request();
            connection.write(chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     : "HTTP/1.1 200 OK\r\n\r\n");
            const std::string chunk = chunked ? "1000\r\n" + std::string(4096, 'x') + "\r\n" : std::string(4096, 'x');
            while (connection.write(chunk)) {
            }
        }});
        const auto response = get(server);
        expect_no_secret(response);
        EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome);
        EXPECT_EQ(response.error().code, "http.body_too_large");
    }
}

TEST_F(CpprestClient, takes_a_body_of_exactly_the_limit) {
    const std::string body(CpprestHttpClient::kMostResponseBytes, 'x');
    ScriptedServer server(
        {answer_with("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)});
    const auto response = get(server);
    ASSERT_TRUE(response.ok()) << response.error().detail;
    EXPECT_EQ(response->body.size(), body.size());
}

TEST_F(CpprestClient, gives_up_at_the_deadline_and_closes_the_connection) {
    test::Signal closed;
    ScriptedServer server({[&](ScriptedConnection& connection) {
        connection.read_http_request();
        if (connection.peer_closes()) closed.raise();
    }});
    const auto begun = std::chrono::steady_clock::now();
    const auto response = post(server, 150ms);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1s);
    expect_no_secret(response);
    EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome);
    EXPECT_EQ(response.error().code, "http.timeout");
    EXPECT_TRUE(closed.wait());
}

TEST_F(CpprestClient, counts_the_deadline_for_the_whole_answer_not_for_each_byte) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        connection.read_http_request();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        while (connection.write("x")) std::this_thread::sleep_for(20ms);  // the slow peer is the test's subject
    }});
    const auto begun = std::chrono::steady_clock::now();
    const auto response = get(server, 200ms);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1s);
    EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome);
}

TEST_F(CpprestClient, is_cancelled_when_the_deadline_has_passed_before_sending) {
    test::Recorded requests;
    ScriptedServer server({[&](ScriptedConnection& connection) { requests.add(connection.read_http_request()); }});
    const auto response = post(server, -1s);
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().kind, ErrorKind::cancelled);
}

// cpprestsdk puts a connection back just after it has told of the answer: a request that follows at once may need another.
TEST_F(CpprestClient, reuses_a_connection) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        while (!connection.read_http_request().empty()) connection.write(kOk);
    }});
    for (int round = 0; round < 20; ++round) ASSERT_TRUE(post(server).ok());
    EXPECT_LE(server.connections(), 3u);
}

TEST_F(CpprestClient, replaces_a_connection_that_was_closed_while_idle) {
    ScriptedServer server(
        {answer_with(std::string(kOk)), answer_with(std::string(kOk)), answer_with(std::string(kOk))});
    for (int round = 0; round < 3; ++round) {
        const auto response = post(server);
        ASSERT_TRUE(response.ok()) << round << ": " << response.error().code << " " << response.error().detail;
        server.wait_until_closed();
    }
    EXPECT_EQ(server.connections(), 3u);
}

// What comes of a request whose connection, kept from an earlier one, dies under it, and what the server has read of both.
class DyingConnection : public CpprestClient {
protected:
    // Tried again until the second request did get the first one's connection (see reuses_a_connection).
    Result<HttpResponse> send_twice(HttpRequest request) {
        for (int attempt = 0; attempt < 50; ++attempt) {
            test::Recorded read;
            ScriptedServer server({[&](ScriptedConnection& connection) {
                read.add(connection.read_http_request());
                connection.write(kOk);
                read.add(connection.read_http_request());
            }});
            request.target = server.origin() + "/";
            EXPECT_TRUE(send(request).ok());
            auto second = send(request);
            requests_ = read.all();
            if (server.connections() == 1) return second;
        }
        return Error{ErrorKind::bug, "test.not_reused", "no connection was ever reused"};
    }
    std::vector<std::string> requests_;
};

TEST_F(DyingConnection, has_a_post_sent_only_once) {
    const auto response = send_twice({"POST", "", {{"Content-Type", "text/plain"}}, "body", ""});
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome) << response.error().code;
    EXPECT_EQ(requests_.size(), 2u);
}

TEST_F(DyingConnection, has_a_post_without_a_body_sent_only_once_too) {
    const auto response = send_twice({"POST", "", {}, "", ""});
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().kind, ErrorKind::unknown_outcome) << response.error().code;
    ASSERT_EQ(requests_.size(), 2u);
    EXPECT_NE(requests_[0].find("Content-Length:0\r\n"), std::string::npos) << requests_[0];
}

TEST_F(CpprestClient, refuses_bad_urls_and_headers) {
    for (const char* url : {"", "/path", "ftp://a/", "http://", "http://a b/", "http://user:password@host/",
                            "http://h\r\nX: y/", "http://host:99999/", "http://host/#part", "https://ホスト/"})
        EXPECT_EQ(send({"GET", url, {}, "", ""}).error().kind, ErrorKind::invalid) << url;
    for (const HttpHeaders& headers :
         {HttpHeaders{{"X-A", "b\r\nX-B: c"}}, HttpHeaders{{"X A", "b"}}, HttpHeaders{{"Host", "b"}},
          HttpHeaders{{"content-length", "5"}}, HttpHeaders{{"", "b"}}})
        EXPECT_EQ(send({"GET", "http://127.0.0.1:1/", headers, "", ""}).error().code, "http.header");
    EXPECT_EQ(send({"GE T", "http://127.0.0.1:1/", {}, "", ""}).error().code, "http.method");
}

TEST_F(CpprestClient, keeps_working_with_more_origins_than_it_keeps) {
    for (std::size_t number = 0; number < CpprestHttpClient::kMostOrigins + 3; ++number) {
        ScriptedServer server({answer_with(std::string(kOk))});
        ASSERT_TRUE(post(server).ok()) << number;
    }
}

TEST_F(CpprestClient, carries_many_requests_side_by_side) {
    ScriptedServer server({[](ScriptedConnection& connection) {
        while (!connection.read_http_request().empty()) connection.write(kOk);
    }});
    int answered = 0;
    for (int number = 0; number < 50; ++number) {
        HttpRequest request{"POST", server.origin() + "/", {}, "body", ""};
        boost::asio::co_spawn(
            context_, client_.send(std::move(request), Deadline::after(system_clock(), 5s)),
            [&](std::exception_ptr, Result<HttpResponse> response) { answered += response.ok() ? 1 : 0; });
    }
    context_.restart();
    context_.run_for(10s);
    EXPECT_EQ(answered, 50);
}

}  // namespace
}  // namespace hub::http
