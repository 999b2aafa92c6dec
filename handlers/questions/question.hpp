#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What the chat was asked and could not answer, or answered in two ways; and what staff make of it.
namespace hub::questions {

// A question that was noted, once for all who asked it in the same words. Personal data is masked before.
struct Question {
    std::int64_t question_id = 0;
    std::string kind;  // unanswered, disagreed
    std::string text;
    std::string intent;        // of the agent that answered
    std::string other_intent;  // disagreed: of the agent beside it
    std::int64_t times = 0;
    std::string first_asked_on;  // 2026-11-22
    std::string last_asked_on;
};

// An answer that staff wrote for questions like its phrases.
struct AnswerDraft {
    std::int64_t draft_id = 0;
    std::string intent;  // its name in the agent: passport.parking
    std::string answer;  // at most 300 characters, as Dialogflow takes
    std::vector<std::string> phrases;
    std::string drafted_by;
    std::string approved_by;  // empty: not approved
};

}  // namespace hub::questions
