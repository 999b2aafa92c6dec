#pragma once

#include <string>

#include "handlers/chat/reply.hpp"

namespace hub::chat {

// Whom the chat hands over to (hub.json, "office").
struct Office {
    std::string name{};   // 子育て・結婚応援パスポート事務局
    std::string phone{};  // empty: none
    std::string hours{};  // 平日9:00～17:30; empty: not told
    std::string page{};   // http(s) address with a form; empty: none
};

// The answer to "let me talk to a person": how and when the office can be reached, and whether it can be now. Pure.
FulfilmentReply office_answer(const Office& office, WallTime now);

}  // namespace hub::chat
