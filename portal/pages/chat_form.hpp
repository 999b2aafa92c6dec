#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/pages/texts.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

inline constexpr std::size_t kLongestQuestion = 2'000;      // characters; the chat asks the beginning of a long one
inline constexpr std::size_t kLongestConversation = 4096;   // bytes

// An earlier question and the text of its answer, as the form carries them from page to page.
struct ChatTurn {
    std::string question;
    std::string answer;
};

// What the chat's form says without JavaScript.
struct ChatForm {
    std::string text;
    std::string conversation;       // the token; empty at the start
    std::vector<ChatTurn> history;  // the oldest first
};

// Reads the form's body; empty when it is not a form. The text of a pressed chip goes before what was typed.
std::optional<ChatForm> read_chat_form(std::string_view body);

// Empty when the question can be asked; the sentence for the person otherwise.
std::string question_problem(const Texts& texts, std::string_view question);

// The history for the form's hidden field: the newest turns that fit.
std::string write_history(const std::vector<ChatTurn>& history);

// Whether a page of our own sent the form: its Origin (or Referer) is `base_url` or the request's Host, or it names none.
// Another site must not be able to show words of its own as an earlier conversation.
bool is_from_own_page(const HttpRequest& request, std::string_view base_url);

}  // namespace hub::portal
