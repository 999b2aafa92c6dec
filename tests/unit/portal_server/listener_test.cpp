#include "portal/server/listener.hpp"

#include <stdexcept>
#include <system_error>

#include <gtest/gtest.h>
#include <unistd.h>

#include "router/core/json.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/http_test_server.hpp"
#include "tests/support/raw_connection.hpp"

namespace hub::portal {
namespace {

using test::HttpTestServer;
using test::RawConnection;

boost::asio::awaitable<HttpResponse> text(std::string body) {
    HttpResponse response;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = std::move(body);
    co_return response;
}

boost::asio::awaitable<HttpResponse> broken(bool inject) {
    if (!inject) throw std::runtime_error("secret reason");
    HttpResponse response;
    response.headers = {{"Location", "/a\r\nSet-Cookie: evil=1"}};
    co_return response;
}

// Holds a request back until a test opens it. I/O thread only.
struct Gate {
    runtime::AsyncEvent* waiting = nullptr;  // of the request that waits
    bool open = false;
};

boost::asio::awaitable<HttpResponse> slow(std::shared_ptr<Gate> gate) {
    const auto executor = co_await boost::asio::this_coro::executor;
    runtime::AsyncEvent event(executor);
    gate->waiting = &event;
    while (!gate->open) co_await event.wait_for(std::chrono::seconds(5));
    gate->waiting = nullptr;
    HttpResponse response;
    response.body = "late";
    co_return response;
}

boost::asio::awaitable<HttpResponse> large(SharedText content) {
    HttpResponse response;
    response.shared_body = content;
    co_return response;
}

std::vector<HttpEndpoint> endpoints(std::shared_ptr<Gate> gate = std::make_shared<Gate>()) {
    const auto content = std::make_shared<const std::string>(8 * 1024 * 1024, 'x');
    return {
        {"GET", "/peer", [](HttpRequest request, Deadline) { return text(request.peer); }},
        {"GET", "/item/{name}", [](HttpRequest request, Deadline) { return text(request.path_parameters[0].second); }},
        {"POST", "/echo", [](HttpRequest request, Deadline) { return text(request.body); }, 1024},
        {"GET", "/throws", [](HttpRequest, Deadline) { return broken(false); }},
        {"GET", "/injects", [](HttpRequest, Deadline) { return broken(true); }},
        {"GET", "/slow", [gate](HttpRequest, Deadline) { return slow(gate); }},
        {"GET", "/large", [content](HttpRequest, Deadline) { return large(content); }},
    };
}

std::string get(std::string_view path, std::string_view headers = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: hub.test\r\n" + std::string(headers) + "\r\n";
}

ListenerSettings quick(std::size_t most_connections = 4000) {
    ListenerSettings settings;
    settings.sweep_interval = std::chrono::milliseconds(2);
    settings.most_connections = most_connections;
    return settings;
}

TEST(Listener, serves_many_requests_on_one_connection) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    for (int count = 0; count < 100; ++count) {
        connection.send(get("/item/" + std::to_string(count)));
        EXPECT_EQ(connection.read_response()->body, std::to_string(count));
    }
}

TEST(Listener, answers_pipelined_requests_in_order) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    std::string requests;
    for (int count = 0; count < 200; ++count) requests += get("/item/" + std::to_string(count));
    connection.send(requests);
    for (int count = 0; count < 200; ++count) EXPECT_EQ(connection.read_response()->body, std::to_string(count));
}

TEST(Listener, head_has_the_length_and_no_content) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    connection.send("HEAD /item/four HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    const auto response = connection.read_response(true);
    EXPECT_EQ(response->header("content-length"), "4");
    connection.send(get("/item/a"));
    EXPECT_EQ(connection.read_response()->body, "a");
}

TEST(Listener, says_continue_before_it_reads_a_body_that_waits_for_it) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    connection.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(connection.read_response()->status, 100);
    connection.send("hello");
    EXPECT_EQ(connection.read_response()->body, "hello");
}

TEST(Listener, refuses_a_large_body_before_it_is_sent) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    connection.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nExpect: 100-continue\r\nContent-Length: 1025\r\n\r\n");
    EXPECT_EQ(connection.read_response()->status, 413);
    EXPECT_TRUE(connection.is_closed_by_peer());
}

TEST(Listener, a_refusal_arrives_though_the_peer_was_still_sending) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    connection.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 600000\r\n\r\n");
    connection.send(std::string(600'000, 'a'));
    EXPECT_EQ(connection.read_response()->status, 413);
}

TEST(Listener, errors_are_problem_details_and_pages_for_browsers) {
    auto settings = quick();
    settings.error_page = [](int status, std::string_view) {
        HttpResponse page;
        page.status = status;
        page.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        page.body = "<h1>" + std::to_string(status) + "</h1>";
        return page;
    };
    HttpTestServer server(endpoints(), settings);
    RawConnection connection(server.port());
    connection.send(get("/nowhere"));
    EXPECT_EQ(connection.read_response()->header("content-type"), "application/problem+json");
    connection.send(get("/nowhere", "Accept: text/html\r\n"));
    const auto page = connection.read_response();
    EXPECT_EQ(page->status, 404);
    EXPECT_EQ(page->body, "<h1>404</h1>");
    EXPECT_NE(page->header("content-security-policy"), "");
    connection.send(get("/api/nowhere", "Accept: text/html\r\n"));
    EXPECT_EQ(connection.read_response()->header("content-type"), "application/problem+json");
    connection.send("PUT /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n");
    const auto wrong_method = connection.read_response();
    EXPECT_EQ(wrong_method->status, 405);
    EXPECT_EQ(wrong_method->header("allow"), "POST, OPTIONS");
}

TEST(Listener, an_endpoint_that_throws_or_injects_headers_is_a_500_without_reasons) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    for (const auto* path : {"/throws", "/injects"}) {
        connection.send(get(path));
        const auto response = connection.read_response();
        EXPECT_EQ(response->status, 500);
        EXPECT_EQ(response->body.find("secret"), std::string::npos);
        EXPECT_EQ(response->header("set-cookie"), "");
        EXPECT_NE(response->body.find("trace_id"), std::string::npos);
    }
}

TEST(Listener, only_a_trusted_proxy_names_the_client) {
    auto settings = quick();
    settings.trusted_proxies = TrustedProxies::parse({"127.0.0.1"}).value();
    HttpTestServer trusting(endpoints(), settings);
    RawConnection through_proxy(trusting.port());
    through_proxy.send(get("/peer", "X-Forwarded-For: 203.0.113.7\r\n"));
    EXPECT_EQ(through_proxy.read_response()->body, "203.0.113.7");
    HttpTestServer plain(endpoints());
    RawConnection direct(plain.port());
    direct.send(get("/peer", "X-Forwarded-For: 203.0.113.7\r\n"));
    EXPECT_EQ(direct.read_response()->body, "127.0.0.1");
}

TEST(Listener, sends_a_large_answer_to_a_slow_reader_whole) {
    HttpTestServer server(endpoints());
    RawConnection connection(server.port());
    connection.send(get("/large"));
    EXPECT_EQ(connection.read_response()->body.size(), 8u * 1024 * 1024);
}

TEST(Listener, a_head_or_body_that_does_not_end_in_time_is_a_408) {
    test::FakeClock clock;
    HttpTestServer server(endpoints(), quick(), clock);
    RawConnection half_head(server.port());
    half_head.send(get("/peer") + "GET / HTTP/1.1\r\nHo");  // in one packet: read together
    EXPECT_EQ(half_head.read_response()->status, 200);
    RawConnection half_body(server.port());
    half_body.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(half_body.read_response()->status, 100);
    clock.advance(std::chrono::seconds(21));
    EXPECT_EQ(half_head.read_response()->status, 408);
    EXPECT_EQ(half_body.read_response()->status, 408);
}

TEST(Listener, quiet_connections_are_closed_without_a_word) {
    test::FakeClock clock;
    HttpTestServer server(endpoints(), quick(), clock);
    RawConnection fresh(server.port());
    RawConnection idle(server.port());
    idle.send(get("/peer"));
    EXPECT_TRUE(idle.read_response());
    EXPECT_EQ(server.connections(), 2u);  // asked on the I/O thread: the answer is written to its end
    clock.advance(std::chrono::seconds(11));
    EXPECT_TRUE(fresh.is_closed_by_peer());
    EXPECT_EQ(server.connections(), 1u);
    clock.advance(std::chrono::seconds(20));
    EXPECT_TRUE(idle.is_closed_by_peer());
}

TEST(Listener, a_peer_that_does_not_read_is_cut) {
    test::FakeClock clock;
    HttpTestServer server(endpoints(), quick(), clock);
    RawConnection connection(server.port());
    for (int count = 0; count < 4; ++count) connection.send(get("/large"));
    RawConnection other(server.port());
    other.send(get("/peer"));
    EXPECT_TRUE(other.read_response());
    while (server.connections() > 1) clock.advance(std::chrono::seconds(60));
    SUCCEED();
}

TEST(Listener, an_endpoint_that_overruns_its_time_is_cut) {
    test::FakeClock clock;
    const auto gate = std::make_shared<Gate>();
    HttpTestServer server(endpoints(gate), quick(), clock);
    RawConnection connection(server.port());
    connection.send(get("/slow"));
    while (true) {
        bool running = false;
        server.on_io_thread([&] { running = gate->waiting != nullptr; });
        if (running) break;
    }
    clock.advance(std::chrono::seconds(13));
    EXPECT_TRUE(connection.is_closed_by_peer());
    server.on_io_thread([&] {
        gate->open = true;
        gate->waiting->notify();
    });
}

TEST(Listener, too_many_connections_are_told_so) {
    HttpTestServer server(endpoints(), quick(2));
    RawConnection first(server.port());
    RawConnection second(server.port());
    for (auto* connection : {&first, &second}) {
        connection->send(get("/peer"));
        EXPECT_EQ(connection->read_response()->status, 200);
    }
    RawConnection third(server.port());
    const auto response = third.read_response();
    EXPECT_EQ(response->status, 503);
    EXPECT_NE(response->header("retry-after"), "");
    EXPECT_TRUE(third.is_closed_by_peer());
    first.send(get("/peer"));
    EXPECT_EQ(first.read_response()->status, 200);
}

TEST(Listener, drains_by_closing_idle_connections_and_finishing_running_requests) {
    const auto gate = std::make_shared<Gate>();
    HttpTestServer server(endpoints(gate), quick());
    RawConnection idle(server.port());
    idle.send(get("/peer"));
    EXPECT_TRUE(idle.read_response());
    RawConnection busy(server.port());
    busy.send(get("/slow"));
    while (true) {
        bool running = false;
        server.on_io_thread([&] { running = gate->waiting != nullptr; });
        if (running) break;
    }
    server.begin_drain(std::chrono::seconds(5));
    EXPECT_TRUE(idle.is_closed_by_peer());
    EXPECT_THROW(RawConnection(server.port()), std::runtime_error);
    server.on_io_thread([&] {
        gate->open = true;
        gate->waiting->notify();
    });
    const auto response = busy.read_response();
    EXPECT_EQ(response->body, "late");
    EXPECT_EQ(response->header("connection"), "close");
    busy.finish_sending();
    EXPECT_TRUE(server.end_drain());
}

TEST(Listener, answers_what_comes_on_an_idle_connection_while_it_drains) {
    HttpTestServer server(endpoints(), quick());
    RawConnection idle(server.port());
    idle.send(get("/peer"));
    EXPECT_TRUE(idle.read_response());
    server.begin_drain(std::chrono::seconds(5));
    idle.send(get("/peer"));
    const auto response = idle.read_response();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->header("connection"), "close");
    idle.finish_sending();
    EXPECT_TRUE(server.end_drain());
}

TEST(Listener, cuts_what_is_not_finished_when_the_drain_is_over) {
    HttpTestServer server(endpoints(), quick());
    RawConnection half(server.port());
    half.send("POST /echo HTTP/1.1\r\nHost: hub.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(half.read_response()->status, 100);
    server.begin_drain(std::chrono::milliseconds(20));
    EXPECT_FALSE(server.end_drain());
    EXPECT_TRUE(half.is_closed_by_peer());
}

TEST(ListeningSocket, refuses_what_is_no_address_and_a_port_that_is_taken) {
    for (const auto* wrong : {"", "8080", "localhost:80", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:8x"})
        EXPECT_THROW(open_listening_socket(wrong, false), std::invalid_argument) << wrong;
    HttpTestServer server(endpoints());
    EXPECT_THROW(open_listening_socket("127.0.0.1:" + std::to_string(server.port()), false), std::system_error);
}

TEST(ListeningSocket, several_may_share_a_port) {
    boost::asio::io_context context;
    const int first = open_listening_socket("127.0.0.1:0", true);
    Listener listener(context.get_executor(), system_clock(), {}, endpoints(), first);
    const int second = open_listening_socket("127.0.0.1:" + std::to_string(listener.port()), true);
    EXPECT_GE(second, 0);
    ::close(second);
}

}  // namespace
}  // namespace hub::portal
