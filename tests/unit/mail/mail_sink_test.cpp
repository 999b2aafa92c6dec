#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <semaphore>

#include "connectors/mail/mail_sink.hpp"
#include "queues/sending_places.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/smtp_scripts.hpp"

namespace hub::mail {
namespace {

using namespace std::chrono_literals;
using test::ScriptedConnection;
using test::ScriptedServer;

constexpr const char* kMail =
    R"({"to":[{"address":"abc.@ezweb.ne.jp","name":"太郎"}],"subject":"承認","text":"本文\n.点で始まる行","html":"<p>本文</p>","kind":"transactional"})";

MailSettings settings(std::uint16_t port) {
    MailSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = port;
    settings.server.connect_limit = 1s;
    settings.from = {"passport@hub.example.jp", "事務局"};
    settings.bounce_address = "bounce@bounce.example.jp";
    settings.message_id_domain = "hub.example.jp";
    return settings;
}

class MailDelivery : public ::testing::Test {
protected:
    Result<Receipt> deliver(MailSink& sink, const std::string& data = kMail, std::chrono::milliseconds limit = 3s) {
        auto message = make_message(system_clock(), "/queues", "mail.send", data);
        message.time = from_rfc3339("2026-11-20T01:02:03Z").value();
        const Delivery delivery{Deadline::after(system_clock(), limit), "delivery-1", 1};
        return test::run_awaitable(context_, sink.deliver(std::move(message), delivery));
    }
    // The outcomes of so many mails at once.
    std::vector<Result<Receipt>> deliver_together(MailSink& sink, std::size_t count, const Clock& clock,
                                                  std::chrono::milliseconds limit, std::stop_token called_off = {}) {
        std::vector<Result<Receipt>> receipts;
        const auto one = [&]() -> boost::asio::awaitable<void> {
            auto message = make_message(clock, "/queues", "mail.send", kMail);
            Delivery delivery{Deadline::after(clock, limit), "delivery-1", 1, called_off};
            auto receipt = co_await sink.deliver(std::move(message), std::move(delivery));
            receipts.push_back(std::move(receipt));
        };
        for (std::size_t index = 0; index < count; ++index) co_spawn(context_, one, boost::asio::detached);
        boost::asio::post(context_, [this] { all_asked_.release(); });
        context_.run();
        return receipts;
    }
    // Of two mails over one connection: `meanwhile` happens when the server has the first and has not answered.
    void expect_only_the_first(const std::function<void()>& meanwhile, const Clock& clock,
                               std::stop_token called_off = {}) {
        test::Recorded lines;
        ScriptedServer server({[&](ScriptedConnection& connection) {
            if (!test::smtp_dialogue_until_dot(connection, lines)) return;
            all_asked_.acquire();
            meanwhile();
            connection.write("250 2.0.0 Ok: queued as ABC123\r\n");
            connection.read_until("\r\n");
        }});
        auto one_connection = settings(server.port());
        one_connection.connections = 1;
        MailSink sink(one_connection, clock);
        const auto receipts = deliver_together(sink, 2, clock, 60s, std::move(called_off));
        ASSERT_EQ(receipts.size(), 2u);
        EXPECT_TRUE(receipts[0].ok());
        ASSERT_FALSE(receipts[1].ok());
        EXPECT_EQ(receipts[1].error().kind, ErrorKind::not_begun);
        EXPECT_EQ(server.connections(), 1u);
    }
    // The outcome with a server that follows `script`.
    Result<Receipt> deliver_to(ScriptedServer::Script script, std::chrono::milliseconds limit = 3s) {
        ScriptedServer server({std::move(script)});
        MailSink sink(settings(server.port()), system_clock());
        return deliver(sink, kMail, limit);
    }

    boost::asio::io_context context_;
    std::counting_semaphore<> all_asked_{0};  // for every call of deliver_together()
};

TEST_F(MailDelivery, hands_the_mail_to_the_server) {
    test::Recorded lines;
    ScriptedServer server({test::smtp_server(lines)});
    MailSink sink(settings(server.port()), system_clock());
    const auto receipt = deliver(sink);
    ASSERT_TRUE(receipt.ok()) << receipt.error().detail;
    EXPECT_EQ(receipt->reference, "250 2.0.0 Ok: queued as ABC123");
    const auto seen = lines.all();
    ASSERT_GE(seen.size(), 5u);
    EXPECT_EQ(seen[0], "EHLO hub.example.jp\r\n");
    EXPECT_TRUE(seen[1].starts_with("MAIL FROM:<bounce@bounce.example.jp>")) << seen[1];
    EXPECT_EQ(seen[1].find("RET="), std::string::npos);
    EXPECT_EQ(seen[2], "RCPT TO:<\"abc.\"@ezweb.ne.jp>\r\n");
    EXPECT_EQ(seen[3], "DATA\r\n");
    EXPECT_NE(seen[4].find("Message-Id: <delivery-1@hub.example.jp>\r\n"), std::string::npos) << seen[4];
    EXPECT_NE(seen[4].find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
}

TEST_F(MailDelivery, sends_the_same_mail_at_every_attempt) {
    test::Recorded lines;
    ScriptedServer server({test::smtp_server(lines)});
    MailSink sink(settings(server.port()), system_clock());
    ASSERT_TRUE(deliver(sink).ok());
    ASSERT_TRUE(deliver(sink).ok());
    std::vector<std::string> mails;
    for (const auto& line : lines.all())
        if (line.starts_with("Date: ")) mails.push_back(line);
    ASSERT_EQ(mails.size(), 2u);
    EXPECT_EQ(mails[0], mails[1]);
}

TEST_F(MailDelivery, is_transient_when_the_server_asks_to_come_later) {
    // Not EHLO: a server that refuses it is asked again with HELO.
    for (const char* step : {"banner", "MAIL", "RCPT", "DATA", "."}) {
        const auto receipt = deliver_to(test::smtp_server_that_replies(step, "451 4.3.0 later <abc.@ezweb.ne.jp>"));
        ASSERT_FALSE(receipt.ok()) << step;
        EXPECT_EQ(receipt.error().kind, ErrorKind::transient) << step << " " << receipt.error().code;
        EXPECT_EQ(receipt.error().detail.find("ezweb"), std::string::npos) << receipt.error().detail;
    }
}

TEST_F(MailDelivery, is_permanent_when_the_server_refuses) {
    for (const char* step : {"MAIL", "RCPT", "DATA", "."}) {
        const auto receipt =
            deliver_to(test::smtp_server_that_replies(step, "550 5.1.1 <abc.@ezweb.ne.jp>: User unknown"));
        ASSERT_FALSE(receipt.ok()) << step;
        EXPECT_EQ(receipt.error().kind, ErrorKind::permanent) << step << " " << receipt.error().code;
        EXPECT_EQ(receipt.error().code, "smtp.reply_550");
        EXPECT_NE(receipt.error().detail.find("said: 550 5.1.1 "), std::string::npos) << receipt.error().detail;
        EXPECT_EQ(receipt.error().detail.find("ezweb"), std::string::npos) << receipt.error().detail;
    }
}

TEST_F(MailDelivery, is_transient_when_the_connection_is_lost_before_the_message) {
    for (const char* step : {"banner", "EHLO", "MAIL", "RCPT", "DATA"}) {
        const auto receipt = deliver_to(test::smtp_server_that_replies(step, ""));
        ASSERT_FALSE(receipt.ok()) << step;
        EXPECT_EQ(receipt.error().kind, ErrorKind::transient) << step << " " << receipt.error().code;
    }
}

TEST_F(MailDelivery, does_not_know_the_outcome_when_the_connection_is_lost_after_the_message_began) {
    const auto receipt = deliver_to(test::smtp_server_that_replies(".", ""));
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.error().kind, ErrorKind::unknown_outcome);
}

TEST_F(MailDelivery, does_not_know_the_outcome_when_the_last_answer_does_not_come_in_time) {
    const auto receipt = deliver_to(
        [&](ScriptedConnection& connection) {
            test::Recorded lines;
            test::smtp_dialogue_until_dot(connection, lines);
            connection.peer_closes();
        },
        300ms);
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.error().kind, ErrorKind::unknown_outcome);
}

TEST_F(MailDelivery, turns_none_away_of_those_that_a_worker_may_be_sending) {
    test::Recorded lines;
    ScriptedServer server({test::smtp_server(lines)});
    MailSink sink(settings(server.port()), system_clock());
    const auto receipts = deliver_together(sink, queues::SendingPlaces::kMost, system_clock(), 60s);
    ASSERT_EQ(receipts.size(), queues::SendingPlaces::kMost);
    for (const auto& receipt : receipts) EXPECT_TRUE(receipt.ok()) << receipt.error().code;
}

// Begun late, it would be cut off by its own deadline, and nobody would know whether it arrived.
TEST_F(MailDelivery, does_not_begin_a_mail_that_has_waited_for_half_of_its_time) {
    test::FakeClock clock;
    expect_only_the_first([&] { clock.advance(40s); }, clock);
}

TEST_F(MailDelivery, does_not_begin_a_mail_that_is_called_off) {
    std::stop_source called_off;
    expect_only_the_first([&] { called_off.request_stop(); }, system_clock(), called_off.get_token());
}

TEST_F(MailDelivery, is_transient_when_nothing_listens_or_nothing_answers) {
    MailSink nobody(settings(test::closed_port()), system_clock());
    EXPECT_EQ(deliver(nobody).error().kind, ErrorKind::transient);
    EXPECT_EQ(deliver_to([](ScriptedConnection& connection) { connection.peer_closes(); }, 200ms).error().kind,
              ErrorKind::transient);
}

TEST_F(MailDelivery, is_permanent_when_tls_is_required_and_not_offered) {
    test::Recorded lines;
    ScriptedServer server({test::smtp_server(lines)});
    auto strict = settings(server.port());
    strict.server.tls = Tls::required;
    MailSink sink(strict, system_clock());
    const auto receipt = deliver(sink);
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.error().kind, ErrorKind::permanent);
    EXPECT_EQ(receipt.error().code, "smtp.tls");
    auto lenient = settings(server.port());
    lenient.server.tls = Tls::optional;
    MailSink other(lenient, system_clock());
    EXPECT_TRUE(deliver(other).ok());
}

TEST_F(MailDelivery, survives_a_server_that_talks_garbage) {
    for (const char* garbage : {"HTTP/1.1 200 OK\r\n\r\n", "\xff\xfe\r\n", "250-a\r\n", "999 what\r\n"}) {
        const auto receipt =
            deliver_to([garbage](ScriptedConnection& connection) { connection.write(garbage); }, 500ms);
        ASSERT_FALSE(receipt.ok()) << garbage;
        EXPECT_EQ(receipt.error().kind, ErrorKind::transient) << garbage;
    }
}

TEST_F(MailDelivery, names_every_wrong_field_before_connecting) {
    ScriptedServer server({[](ScriptedConnection&) {}});
    MailSink sink(settings(server.port()), system_clock());
    const auto refused = deliver(sink, R"({"to":[{"address":"x"},{"name":"y\nz"}],"subject":"","kind":"bulk"})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const auto& field : refused.error().fields) fields.push_back(field.field);
    EXPECT_EQ(fields,
              (std::vector<std::string>{"/kind", "/to/0/address", "/to/1/address", "/to/1/name", "/subject", "/text"}));
    EXPECT_FALSE(deliver(sink, "{").ok());
    EXPECT_FALSE(deliver(sink, "[]").ok());
    EXPECT_EQ(server.connections(), 0u);
}

TEST_F(MailDelivery, cannot_be_set_up_with_addresses_that_are_none) {
    auto wrong = settings(25);
    wrong.from.address = "事務局";
    EXPECT_THROW(MailSink(wrong, system_clock()), std::invalid_argument);
    wrong = settings(25);
    wrong.message_id_domain = "localhost";
    EXPECT_THROW(MailSink(wrong, system_clock()), std::invalid_argument);
}

TEST_F(MailDelivery, checks_the_server_without_sending_anything) {
    test::Recorded lines;
    ScriptedServer server({test::smtp_server(lines)});
    MailSink sink(settings(server.port()), system_clock());
    EXPECT_TRUE(test::run_awaitable(context_, sink.check(Deadline::after(system_clock(), 2s))).ok());
    for (const auto& line : lines.all()) EXPECT_EQ(line.find("MAIL"), std::string::npos);
    MailSink nobody(settings(test::closed_port()), system_clock());
    EXPECT_EQ(test::run_awaitable(context_, nobody.check(Deadline::after(system_clock(), 2s))).error().kind,
              ErrorKind::transient);
}

}  // namespace
}  // namespace hub::mail
