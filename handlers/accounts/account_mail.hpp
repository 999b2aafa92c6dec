#pragma once

#include <string>
#include <string_view>

#include "handlers/accounts/account.hpp"
#include "router/core/clock.hpp"
#include "router/core/message.hpp"

// What the mails to owners of accounts share.
namespace hub::accounts {

// What differs between the kinds of account: what registering is called, and where their pages begin.
struct AccountWords {
    std::string_view registration;
    std::string_view pages;
};

constexpr AccountWords words_of(AccountKind kind) {
    if (kind == AccountKind::owner) return {"協賛店ユーザ登録", "/owners"};
    if (kind == AccountKind::staff) return {"職員登録", "/staff"};
    return {"会員登録", ""};
}

// mail.send because of `cause`: a plain text between our opening and our closing words.
Message account_mail(const Message& cause, const Clock& clock, std::string_view address, std::string_view subject,
                     std::string_view text);

// A moment as people in Japan write it, to the minute.
std::string minute_in_japan(WallTime at);

}  // namespace hub::accounts
