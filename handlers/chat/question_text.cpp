#include "handlers/chat/question_text.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/phrases.hpp"

namespace hub::chat {

QuestionText question_of(std::string_view text) {
    if (catalog::count_code_points(text) <= kLongestQuestion) return {std::string(text), false};
    return {first_sentences(text, kLongestQuestion, kLongestQuestion), true};
}

}  // namespace hub::chat
