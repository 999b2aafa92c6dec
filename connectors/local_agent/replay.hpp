#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "connectors/local_agent/agent.hpp"

namespace hub::local_agent {

// A question of a test set and the intents that are right; none when nobody has said.
struct TestQuestion {
    std::string text;
    std::vector<std::string> right;
    std::vector<std::string> before{};  // what was said earlier in the same conversation
};

// A question that two agents take differently.
struct ReplayedQuestion {
    std::string text;
    std::string before;  // intents' names
    std::string after;
    enum class Verdict { mended, broken, other } verdict = Verdict::other;  // other: wrong both times, or nobody knows
};

struct Replay {
    std::size_t asked = 0;
    std::size_t with_right = 0;  // of these it is known what is right
    std::size_t right_before = 0;
    std::size_t right_after = 0;
    std::size_t fallback_before = 0;
    std::size_t fallback_after = 0;
    std::vector<ReplayedQuestion> changed;
};

// Asks both agents the same questions, each in a conversation of its own, on the same day in Japan.
Replay replay(const Agent& before, const Agent& after, const std::vector<TestQuestion>& questions,
              std::chrono::sys_days today);

}  // namespace hub::local_agent
