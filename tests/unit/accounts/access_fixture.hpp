#pragma once

#include "handlers/accounts/admission.hpp"
#include "handlers/accounts/link_mail.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/accounts/login.hpp"
#include "handlers/accounts/notice_mail.hpp"
#include "handlers/accounts/own_sessions.hpp"
#include "tests/unit/accounts/account_fixture.hpp"

namespace hub::accounts {

// One account, 7, of hanako@example.jp with the password "kotori-ga-3wa", and what is mailed.
class AccessTest : public AccountTest {
protected:
    AccessTest() { store.known[own] = {7, "hash of " + password}; }

    std::string log_in(const std::string& with = "kotori-ga-3wa") {
        return member(ask(login, json_of({{"mail", own}, {"password", with}})), "session");
    }
    bool is_logged_in(const std::string& session) { return ask(list, "{}", session).ok(); }

    static std::string json_of(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
        json::Writer writer;
        writer.begin_object();
        for (const auto& [name, value] : members) writer.member(name, value);
        writer.end_object();
        return writer.take();
    }

    // The mail that a published message becomes, from its end.
    std::string mailed(std::size_t from_end = 0) {
        const auto& message = transactions.messages.at(transactions.messages.size() - 1 - from_end);
        const Translator& translator = message.type == "account.link_asked"   ? static_cast<Translator&>(link_mail)
                                       : message.type == "account.code_asked" ? static_cast<Translator&>(code_mail)
                                                                              : static_cast<Translator&>(notice_mail);
        EXPECT_FALSE(has(std::string(message.data_text()), "@")) << "a queued message shows no address";
        const auto mail = translator.translate(message);
        return mail ? std::string(mail->data_text()) : mail.error().code;
    }
    static std::string address_of(const std::string& mail) {
        const auto document = json::Document::parse(mail);
        return std::string(document->root().find("to")->elements().at(0).string("address").value());
    }
    // The link's token in the last mail, or in an earlier one.
    std::string mailed_token(std::size_t from_end = 0) {
        const auto mail = mailed(from_end);
        const auto begin = mail.find("?token=");
        return begin == std::string::npos ? "" : mail.substr(begin + 7, 43);
    }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

    const std::string own = "hanako@example.jp";
    const std::string password = "kotori-ga-3wa";
    LoginHandler login{services, AccountKind::member};
    SessionListHandler list{services};
    LinkMail link_mail{"https://pass.example.jp", key, clock};
    NoticeMail notice_mail{"https://pass.example.jp", key, clock};
    CodeMail code_mail{key, clock};
};

}  // namespace hub::accounts
