#pragma once

#include <liboath/oath.h>

#include <regex>

#include "handlers/accounts/one_time_code.hpp"
#include "handlers/accounts/own_second_step.hpp"
#include "handlers/accounts/second_step.hpp"
#include "tests/unit/accounts/access_fixture.hpp"

namespace hub::accounts {

// The account of AccessTest, its second step and the app that shows codes.
class SecondStepTest : public AccessTest {
protected:
    Result<SharedText> begin_with(std::string_view method, const std::string& session,
                                  std::string_view with = "kotori-ga-3wa") {
        return ask(begin, json_of({{"method", method}, {"password", with}}), session);
    }
    static std::vector<std::string> recovery_codes(const Result<SharedText>& reply) {
        std::vector<std::string> codes;
        const auto document = json::Document::parse(text(reply));
        const auto list = document->root().find("recovery_codes");
        for (const auto& code : list ? list->elements() : std::vector<json::Value>{})
            codes.emplace_back(code.as_string().value());
        return codes;
    }
    Result<SharedText> first_step() { return ask(login, json_of({{"mail", own}, {"password", password}})); }
    std::string ticket() { return member(first_step(), "ticket"); }
    Result<SharedText> second_step(const std::string& ticket, const std::string& code) {
        return ask(by_code, json_of({{"ticket", ticket}, {"code", code}}));
    }
    std::string mailed_code() {
        std::smatch found;
        const auto mail = mailed();
        return std::regex_search(mail, found, std::regex(R"(\\n([0-9]{6})\\n)")) ? found[1].str() : "";
    }
    // Sets an authenticator up; its code of now and later ones.
    std::string app_code(std::chrono::seconds later = {}) {
        const auto step =
            std::chrono::duration_cast<std::chrono::seconds>((clock.wall() + later).time_since_epoch()).count() / 30;
        char code[7] = {};
        oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), 6, false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, code);
        return code;
    }
    void scan_app(const std::string& session) {
        const auto begun = begin_with("authenticator", session);
        setup_ticket = member(begun, "ticket");
        uri = member(begun, "uri");
        std::string letters;
        for (const char letter : member(begun, "secret"))
            if (letter != ' ') letters += letter;
        char* bytes = nullptr;
        std::size_t size = 0;
        oath_base32_decode(letters.data(), letters.size(), &bytes, &size);
        secret.assign(bytes, size);
        std::free(bytes);
    }
    Result<SharedText> confirm_app(const std::string& session) {
        return ask(confirm, json_of({{"ticket", setup_ticket}, {"code", app_code()}}), session);
    }
    Result<SharedText> set_up_app(const std::string& session) {
        scan_app(session);
        return confirm_app(session);
    }
    std::string secret;
    std::string setup_ticket;
    std::string uri;
    SecondStepHandler state{services};
    BeginSecondStepHandler begin{services};
    ConfirmAuthenticatorHandler confirm{services};
    EndSecondStepHandler end{services};
    LoginCodeHandler by_code{services, AccountKind::member};
};

}  // namespace hub::accounts
