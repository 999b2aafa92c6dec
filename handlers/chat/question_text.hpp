#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hub::chat {

inline constexpr std::size_t kLongestQuestion = 256;  // code points; Dialogflow takes no more
inline constexpr std::size_t kLongestText = 2'000;    // of what may be typed

// What of a longer text is asked: its first sentences, as many as fit into kLongestQuestion code points; cut inside a
// sentence only when the first one alone is longer.
struct QuestionText {
    std::string text;
    bool cut = false;
};
QuestionText question_of(std::string_view text);

}  // namespace hub::chat
