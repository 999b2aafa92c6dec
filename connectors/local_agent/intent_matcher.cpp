#include "connectors/local_agent/intent_matcher.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace hub::local_agent {
namespace {

constexpr double kLikenessShare = 0.3;    // of a score; the rest is what tells the intents apart
constexpr double kSpread = 0.75;          // exponent that brings our scores to the scale of the export's least score
constexpr double kClearly = 0.6;          // the score at which one clause may speak for the whole
constexpr std::size_t kMostParts = 12;
constexpr std::size_t kMostConsidered = 5;

struct Part {
    std::size_t begin;  // letters
    std::size_t end;
};

// Splits at 。！？, or at 、 as well.
std::vector<Part> parts_of(const Utterance& utterance, bool at_commas) {
    std::vector<Part> parts;
    std::size_t begin = 0;
    for (std::size_t letter = 1; letter <= utterance.size(); ++letter) {
        const bool ends = letter == utterance.size() ||
                          (at_commas ? utterance.is_break(letter) : utterance.is_sentence(letter));
        if (!ends) continue;
        if (parts.size() + 1 < kMostParts || letter == utterance.size()) {
            parts.push_back({begin, letter});
            begin = letter;
        }
    }
    return parts;
}

bool qualifies(const Intent& intent, const std::set<std::string>& active) {
    return intent.priority > 0 && std::all_of(intent.input_contexts.begin(), intent.input_contexts.end(),
                                              [&active](const std::string& name) { return active.contains(name); });
}

}  // namespace

IntentMatcher::Scored IntentMatcher::score(std::u32string_view symbols, const std::vector<bool>& allowed) const {
    Scored scored{{}, agent_.model().weigh(symbols, allowed), 0};
    for (std::size_t intent = 0; intent < scored.evidence.size(); ++intent) {
        const auto& evidence = scored.evidence[intent];
        const auto likeness = evidence.nearest.empty() ? 0 : evidence.nearest.front().likeness;
        constexpr double kSame = 0.999;
        const auto mixed = likeness > kSame ? 1 : kLikenessShare * likeness + (1 - kLikenessShare) * evidence.probability;
        scored.scores.push_back(!allowed[intent] || likeness <= 0 ? 0 : std::pow(mixed, kSpread));
        const auto& definition = agent_.definition().intents;
        const auto better = std::tuple(scored.scores[intent], definition[intent].priority,
                                       definition[intent].input_contexts.size()) >
                            std::tuple(scored.scores[scored.best], definition[scored.best].priority,
                                       definition[scored.best].input_contexts.size());
        if (better) scored.best = intent;
    }
    return scored;
}

// Greetings and thanks: a fixed text, nothing to do.
bool IntentMatcher::only_talks(std::size_t intent) const {
    const auto& one = agent_.definition().intents[intent];
    return !one.webhook_used && !one.is_fallback && !one.resets_contexts;
}

IntentMatch IntentMatcher::match(const Utterance& utterance, const std::vector<Mention>& mentions,
                                 const std::set<std::string>& active_contexts) const {
    const auto& intents = agent_.definition().intents;
    const auto least = agent_.definition().least_score;
    std::vector<bool> allowed;
    for (const auto& intent : intents) allowed.push_back(qualifies(intent, active_contexts));
    if (intents.empty()) return {};

    // Sentences that only talk stand aside when another one asks for something.
    const auto sentences = parts_of(utterance, false);
    std::u32string rest;
    std::vector<Scored> asking;
    for (const auto& part : sentences) {
        const auto symbols = symbols_with_values(utterance, mentions, part.begin, part.end);
        auto scored = score(symbols, allowed);
        if (only_talks(scored.best) && scored.scores[scored.best] >= least) continue;
        if (scored.scores[scored.best] <= 0) continue;
        rest += rest.empty() ? symbols : symbols.substr(1);
        asking.push_back(std::move(scored));
    }
    const auto whole = score(rest.empty() ? symbols_with_values(utterance, mentions, 0, utterance.size()) : rest, allowed);
    const auto is_answer = [&](const Scored& one, double enough) {
        return one.scores[one.best] >= enough && !intents[one.best].is_fallback;
    };
    if (is_answer(whole, least))
        return to_match(whole, allowed, rest.empty() || sentences.size() == 1 ? "the sentence is most like its phrases"
                                                                             : "the sentences that ask are most like its phrases");
    const auto best_of = [&](const std::vector<Scored>& all) {
        const Scored* best = nullptr;
        for (const auto& one : all)
            if (is_answer(one, std::max(least, kClearly)) && (rest.empty() || !only_talks(one.best)) &&
                (best == nullptr || one.scores[one.best] > best->scores[best->best]))
                best = &one;
        return best;
    };
    if (const auto* best = best_of(asking)) return to_match(*best, allowed, "one of the sentences clearly is like its phrases");
    std::vector<Scored> clauses;
    for (const auto& part : parts_of(utterance, true))
        clauses.push_back(score(symbols_with_values(utterance, mentions, part.begin, part.end), allowed));
    if (clauses.size() > 1)
        if (const auto* best = best_of(clauses)) return to_match(*best, allowed, "one clause clearly is like its phrases");
    auto nothing = to_match(whole, allowed, whole.scores[whole.best] >= least ? "an example of what is not answered is most like it"
                                                                              : "no phrase is like it");
    nothing.intent = fallback(allowed);
    nothing.score = 0;
    return nothing;
}

IntentMatch IntentMatcher::to_match(const Scored& scored, const std::vector<bool>& allowed, std::string reason) const {
    const auto& intents = agent_.definition().intents;
    IntentMatch match{&intents[scored.best], scored.scores[scored.best], {}, std::move(reason)};
    std::vector<std::size_t> order(intents.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return scored.scores[a] > scored.scores[b]; });
    for (const auto intent : order) {
        if (match.considered.size() == kMostConsidered || scored.scores[intent] <= 0 || !allowed[intent]) break;
        ConsideredIntent considered{intents[intent].name, scored.scores[intent], {}};
        for (const auto& near : scored.evidence[intent].nearest)
            if (considered.phrases.empty() || considered.phrases.back() != agent_.phrase(near.sample))
                considered.phrases.push_back(agent_.phrase(near.sample));
        match.considered.push_back(std::move(considered));
    }
    return match;
}

const Intent* IntentMatcher::fallback(const std::vector<bool>& allowed) const {
    const Intent* best = nullptr;
    const auto& intents = agent_.definition().intents;
    for (std::size_t intent = 0; intent < intents.size(); ++intent) {
        if (!intents[intent].is_fallback || !allowed[intent]) continue;
        if (best == nullptr || intents[intent].input_contexts.size() > best->input_contexts.size())
            best = &intents[intent];
    }
    return best;
}

}  // namespace hub::local_agent
