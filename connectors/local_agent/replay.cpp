#include "connectors/local_agent/replay.hpp"

#include <algorithm>

namespace hub::local_agent {
namespace {

Turn answer_of(const Agent& agent, const TestQuestion& question, std::chrono::sys_days today) {
    std::vector<chat::AgentContext> contexts;
    for (const auto& text : question.before) contexts = agent.answer(text, contexts, today).contexts;
    return agent.answer(question.text, contexts, today);
}

bool is_right(const TestQuestion& question, const Turn& turn) {
    return std::find(question.right.begin(), question.right.end(), turn.intent) != question.right.end();
}

ReplayedQuestion::Verdict verdict_of(bool right_before, bool right_after) {
    if (right_before == right_after) return ReplayedQuestion::Verdict::other;
    return right_after ? ReplayedQuestion::Verdict::mended : ReplayedQuestion::Verdict::broken;
}

}  // namespace

Replay replay(const Agent& before, const Agent& after, const std::vector<TestQuestion>& questions,
              std::chrono::sys_days today) {
    Replay replay;
    for (const auto& question : questions) {
        const auto one = answer_of(before, question, today);
        const auto other = answer_of(after, question, today);
        const bool right_before = is_right(question, one);
        const bool right_after = is_right(question, other);
        ++replay.asked;
        replay.with_right += question.right.empty() ? 0 : 1;
        replay.right_before += right_before ? 1 : 0;
        replay.right_after += right_after ? 1 : 0;
        replay.fallback_before += one.is_fallback ? 1 : 0;
        replay.fallback_after += other.is_fallback ? 1 : 0;
        if (one.intent != other.intent)
            replay.changed.push_back({question.text, one.intent, other.intent, verdict_of(right_before, right_after)});
    }
    return replay;
}

}  // namespace hub::local_agent
