// T13: answers that are cut, late, endless, of the wrong length or form, or no answers at all. No sink takes any of
// them for a success, none keeps its connection, and none grows.
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "connectors/support/cpprest_http_client.hpp"
#include "tests/contract/sinks/sinks_under_test.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/smtp_scripts.hpp"

namespace hub {
namespace {

using namespace std::chrono_literals;
using test::ScriptedConnection;
using test::ScriptedServer;

constexpr auto kLimit = 700ms;
constexpr std::int64_t kMostGrowth = 20 * 1024 * 1024;
#ifdef __SANITIZE_ADDRESS__
constexpr bool kMemoryIsOurs = false;  // the sanitizer keeps what was freed
#else
constexpr bool kMemoryIsOurs = true;
#endif

// What comes instead of an answer.
struct Fault {
    std::string name;
    std::function<void(ScriptedConnection&)> play;  // the connection is closed afterwards
    bool whole = false;                             // a whole answer came, if a wrong one
};

std::string answer(const std::string& body,
                   const std::string& head = "HTTP/1.1 200 OK\r\nContent-Type: application/json") {
    return head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Fault bytes(std::string name, std::string text, bool whole = true) {
    return {std::move(name), [text = std::move(text)](ScriptedConnection& connection) { connection.write(text); },
            whole};
}

// The same piece until the other side has enough; some megabytes a second. (cpprestsdk keeps a header without end until
// the deadline: what it may grow to is the link's speed times the deadline.)
Fault endless(std::string name, std::string start, std::string piece) {
    return {std::move(name), [start = std::move(start), piece = std::move(piece)](ScriptedConnection& connection) {
                for (bool there = connection.write(start); there; std::this_thread::sleep_for(1ms))
                    there = connection.write(piece);
            }};
}

Fault trickle(std::string name, std::string text) {
    return {std::move(name), [text = std::move(text)](ScriptedConnection& connection) {
                for (const char byte : text) {
                    if (!connection.write(std::string(1, byte))) return;
                    std::this_thread::sleep_for(200ms);
                }
            }};
}

// Bits from the lowest on, as DEFLATE packs them (RFC 1951).
class Bits {
public:
    void add(unsigned value, int count) {
        for (int bit = 0; bit < count; ++bit) put((value >> bit) & 1);
    }
    void add_code(unsigned code, int count) {
        for (int bit = count - 1; bit >= 0; --bit) put((code >> bit) & 1);
    }
    const std::string& text() const { return text_; }

private:
    void put(unsigned bit) {
        if (used_ % 8 == 0) text_ += '\0';
        if (bit) text_.back() = static_cast<char>(text_.back() | (1 << (used_ % 8)));
        ++used_;
    }
    std::string text_;
    std::size_t used_ = 0;
};

// A megabyte of gzip that would be 160 MiB of "a".
std::string gzip_bomb() {
    Bits bits;
    bits.add(1, 1);
    bits.add(1, 2);          // fixed Huffman codes
    bits.add_code(0x91, 8);  // 'a'
    while (bits.text().size() < 1'000'000) {
        bits.add_code(0xC5, 8);  // 258 times
        bits.add_code(0, 5);     // the byte before
    }
    bits.add_code(0, 7);
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + bits.text() + std::string(8, '\0');
}

std::vector<Fault> http_faults(const std::string& good_body, const std::string& error_body) {
    const auto good = answer(good_body);
    const std::string chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::vector<Fault> faults;
    for (std::size_t part = 0; part < 20; ++part) {
        const auto offset = part * good.size() / 20;
        faults.push_back(bytes("cut after " + std::to_string(offset), good.substr(0, offset), false));
    }
    auto longer = good;
    longer.replace(longer.find("Length: ") + 8, 0, "1");
    faults.push_back(bytes("a length beyond the body", longer, false));
    faults.push_back(bytes("a length within the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + good_body));
    faults.push_back(bytes("a length that is no number", "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n" + good_body));
    faults.push_back(trickle("a byte now and then", good));
    faults.push_back(
        endless("an endless header", "HTTP/1.1 200 OK\r\n", "X-Padding: " + std::string(4000, 'x') + "\r\n"));
    faults.push_back(endless("an endless header line", "HTTP/1.1 200 OK\r\nX-Padding: ", std::string(4000, 'x')));
    faults.push_back(endless("an endless body", "HTTP/1.1 200 OK\r\n\r\n", std::string(65536, ' ')));
    faults.push_back(endless("endless chunks", chunked, "1000\r\n" + std::string(4096, ' ') + "\r\n"));
    faults.push_back(bytes("an interim answer and no other", "HTTP/1.1 100 Continue\r\n\r\n", false));
    faults.push_back(bytes("a chunk size that is no number", chunked + "zz\r\n" + good_body + "\r\n0\r\n\r\n", false));
    faults.push_back(bytes("chunks without an end", chunked + "2\r\n{\"\r\n", false));
    faults.push_back(bytes("bytes that are no UTF-8", answer("{\"a\":\"\xff\xfe\"}")));
    faults.push_back(bytes("no JSON", answer("{\"queryResult\":")));
    faults.push_back(bytes("an empty body", answer("")));
    faults.push_back(bytes("a JSON array", answer("[]")));
    faults.push_back(bytes("deep JSON", answer(std::string(100'000, '['))));
    faults.push_back(
        bytes("a gzip bomb",
              answer(gzip_bomb(), "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip")));
    faults.push_back(bytes("success with an error in it", answer(error_body)));
    faults.push_back(
        bytes("a page instead of JSON", answer("<html>sign in</html>", "HTTP/1.1 200 OK\r\nContent-Type: text/html")));
    faults.push_back(bytes("no content", "HTTP/1.1 204 No Content\r\n\r\n"));
    faults.push_back(bytes("another protocol", "SSH-2.0-OpenSSH_9.2\r\n", false));
    faults.push_back({"a redirect to itself",
                      [](ScriptedConnection& connection) {
                          connection.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
                      },
                      true});
    return faults;
}

std::int64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

struct Target {
    std::string name;
    std::function<std::unique_ptr<Sink>(std::uint16_t port, HttpClient& client)> make;
    std::string data;
    std::function<ScriptedServer::Script(Fault)> server;  // that plays a fault
    std::function<std::vector<Fault>()> faults;
    Fault none;                         // a good answer
    std::vector<ErrorKind> unanswered;  // no whole answer came: it may have been done, or it does not matter
};

// A fault for every request but those for a token.
ScriptedServer::Script http_server(Fault fault) {
    return [fault = std::move(fault)](ScriptedConnection& connection) {
        for (;;) {
            const auto request = connection.read_http_request();
            if (request.empty()) return;
            if (request.find("/token") == std::string::npos) break;
            connection.write(test::token_answer());
        }
        fault.play(connection);
    };
}

// One delivery and everything of its own.
struct Exchange {
    Exchange(const Target& target, const Fault& any_fault)
        : fault(any_fault), server({target.server(fault)}), sink(target.make(server.port(), client)) {}
    const Fault fault;
    ScriptedServer server;
    http::CpprestHttpClient client;
    std::unique_ptr<Sink> sink;
    Result<Receipt> receipt;
    std::chrono::steady_clock::duration took{};
};

class ResponseFaults : public ::testing::TestWithParam<Target> {
protected:
    ResponseFaults() { test::start_http_threads(); }

    // One delivery for each fault, all at once; ends when every sink has let go of its connection.
    std::vector<std::unique_ptr<Exchange>> deliver(const std::vector<Fault>& faults) {
        boost::asio::io_context context;
        std::vector<std::unique_ptr<Exchange>> all;
        const auto begun = std::chrono::steady_clock::now();
        for (const auto& fault : faults) {
            auto& exchange = *all.emplace_back(std::make_unique<Exchange>(GetParam(), fault));
            auto message = make_message(system_clock(), "/test", "test", GetParam().data);
            const Delivery delivery{Deadline::after(system_clock(), kLimit), "key", 1};
            boost::asio::co_spawn(context, exchange.sink->deliver(std::move(message), delivery),
                                  [&exchange, begun](std::exception_ptr, Result<Receipt> receipt) {
                                      exchange.receipt = std::move(receipt);
                                      exchange.took = std::chrono::steady_clock::now() - begun;
                                  });
        }
        context.run_for(20s);
        // A script without end goes on until its peer is gone; one that never is would keep this test from ending.
        for (auto& exchange : all) exchange->server.wait_until_closed();
        return all;
    }
    bool is_right(const Error& error) const {
        const auto& kinds = GetParam().unanswered;
        return std::find(kinds.begin(), kinds.end(), error.kind) != kinds.end();
    }
};

TEST_P(ResponseFaults, are_never_taken_for_a_success_and_leave_nothing_behind) {
    const auto faults = GetParam().faults();
    EXPECT_TRUE(deliver({GetParam().none}).front()->receipt.ok());
    deliver(faults);  // libraries keep what they need once
    const auto before = resident_bytes();
    for (const auto& exchange : deliver(faults)) {
        const auto& fault = exchange->fault;
        EXPECT_LT(exchange->took, kLimit + 5s) << fault.name;
        EXPECT_LE(exchange->server.connections(), 2u) << fault.name;  // one for the token
        ASSERT_FALSE(exchange->receipt.ok()) << fault.name;
        const auto& error = exchange->receipt.error();
        if (fault.whole) continue;
        EXPECT_TRUE(is_right(error)) << fault.name << ": " << to_string(error.kind) << " " << error.code;
    }
    const auto growth = resident_bytes() - before;
    EXPECT_LT(kMemoryIsOurs ? growth : 0, kMostGrowth);
}

// What a server says at one step of the dialogue, all other steps being well: "banner", a command, or "." for the end.
ScriptedServer::Script mail_server(Fault fault) {
    const auto step = fault.name.substr(0, fault.name.find(' '));
    return [fault = std::move(fault), step](ScriptedConnection& connection) {
        for (std::string command = "banner"; !command.empty();) {
            if (command == step) return fault.play(connection);
            connection.write(command == "banner" ? "220 mail.example ESMTP\r\n"
                             : command == "DATA" ? "354 go on\r\n"
                                                 : "250 Ok\r\n");
            if (command == "DATA") command = connection.read_until("\r\n.\r\n").empty() ? "" : ".";
            else command = test::smtp_command(connection.read_until("\r\n"));
        }
    };
}

std::vector<Fault> mail_faults(const std::vector<std::string>& steps) {
    std::vector<Fault> faults;
    for (const auto& step : steps) {
        const std::string good = step == "DATA" ? "354 go on" : step == "banner" ? "220 mail.example" : "250 Ok";
        for (std::size_t offset = 0; offset < good.size(); offset += 3)
            faults.push_back(bytes(step + " cut after " + std::to_string(offset), good.substr(0, offset), false));
        faults.push_back(bytes(step + " garbage", "\x01\x02 this is no reply\r\n", false));
        faults.push_back(trickle(step + " a byte now and then", good + "\r\n"));
        faults.push_back(endless(step + " an endless line", "250 ", std::string(1000, 'x')));
        faults.push_back(endless(step + " a reply of endless lines", "", "250-" + std::string(400, 'x') + "\r\n"));
    }
    return faults;
}

std::vector<Target> targets() {
    const std::string mail = R"({"to":[{"address":"a@example.jp"}],"subject":"s","text":"t","kind":"transactional"})";
    return {
        {"dialogflow",
         test::make_dialogflow,
         R"({"session":"s","text":"a"})",
         http_server,
         [] {
             return http_faults(R"({"queryResult":{}})", R"({"error":{"code":500,"message":"m","status":"INTERNAL"}})");
         },
         bytes("none", answer(R"({"queryResult":{}})")),
         {ErrorKind::unknown_outcome}},
        {"google_maps",
         test::make_google_maps,
         R"({"text":"a"})",
         http_server,
         [] {
             return http_faults(R"({"status":"ZERO_RESULTS"})", R"({"status":"REQUEST_DENIED","error_message":"m"})");
         },
         bytes("none", answer(R"({"status":"ZERO_RESULTS"})")),
         {ErrorKind::transient, ErrorKind::cancelled}},
        {"mail_before_the_message",
         test::make_mail,
         mail,
         mail_server,
         [] {
             return mail_faults({"banner", "EHLO", "MAIL", "RCPT", "DATA"});
         },
         bytes("none", ""),
         {ErrorKind::transient, ErrorKind::cancelled}},
        {"mail_after_the_message",
         test::make_mail,
         mail,
         mail_server,
         [] { return mail_faults({"."}); },
         bytes("none", ""),
         {ErrorKind::unknown_outcome}}};
}

INSTANTIATE_TEST_SUITE_P(Connectors, ResponseFaults, ::testing::ValuesIn(targets()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace hub
