#include "connectors/local_agent/intent_matcher.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace hub::local_agent {
namespace {

constexpr double kClearly = 0.45;         // the score at which one clause may speak for the whole
constexpr std::size_t kMostClauses = 12;

bool qualifies(const Intent& intent, const std::set<std::string>& active) {
    return intent.priority > 0 && std::all_of(intent.input_contexts.begin(), intent.input_contexts.end(),
                                              [&active](const std::string& name) { return active.contains(name); });
}

bool overlaps(const Mention& mention, std::size_t begin, std::size_t end) {
    return mention.begin < end && begin < mention.end;
}

}  // namespace

IntentMatcher::IntentMatcher(const AgentDefinition& agent) : agent_(agent), entities_(agent.entities) {
    for (const auto& intent : agent_.intents) {
        Known known{&intent, {}, {}};
        for (const auto& parameter : intent.parameters)
            for (std::size_t entity = 0; entity < agent_.entities.size(); ++entity)
                if (parameter.entity == "@" + agent_.entities[entity].name) known.entities.push_back(entity);
        for (const auto& phrase : intent.phrases) known.phrases.push_back(to_skeleton(phrase, agent_.entities));
        std::vector<std::u32string> phrases;
        for (const auto& phrase : known.phrases) phrases.push_back(phrase.symbols);
        weights_.add_intent(phrases);
        known_.push_back(std::move(known));
    }
    for (auto& known : known_)
        for (auto& phrase : known.phrases) phrase.pairs = weights_.pairs_of(phrase.symbols);
}

IntentMatch IntentMatcher::match(const std::string& text, const std::set<std::string>& active_contexts) const {
    if (auto whole = match_whole(text, active_contexts, agent_.least_score)) return std::move(*whole);
    const auto clauses = Utterance(text).clauses();
    std::optional<IntentMatch> best;
    for (std::size_t index = 0; clauses.size() > 1 && index < std::min(clauses.size(), kMostClauses); ++index) {
        auto clause = match_whole(clauses[index], active_contexts, std::max(agent_.least_score, kClearly));
        if (clause && (!best || clause->score > best->score)) best = std::move(clause);
    }
    if (best) return std::move(*best);
    return {fallback(active_contexts), 0};
}

std::optional<IntentMatch> IntentMatcher::match_whole(const std::string& text,
                                                      const std::set<std::string>& active_contexts,
                                                      double least_score) const {
    const Utterance utterance(text);
    const MentionTable mentions(entities_, utterance.letters());
    const auto best = best_candidate(utterance, mentions, active_contexts);
    if (!best || best->alignment.score < least_score || best->intent->is_fallback) return std::nullopt;
    return IntentMatch{best->intent, best->alignment.score, values_of(utterance, mentions, *best)};
}

std::optional<IntentMatcher::Candidate> IntentMatcher::best_candidate(
    const Utterance& utterance, const MentionTable& mentions, const std::set<std::string>& active_contexts) const {
    std::map<std::vector<std::size_t>, UtteranceSkeleton> skeletons;  // by the entities that are slots
    std::optional<Candidate> best;
    const auto rank = [](const Candidate& candidate) {
        return std::tuple(candidate.alignment.score, candidate.intent->priority, candidate.intent->input_contexts.size(),
                          -static_cast<std::ptrdiff_t>(candidate.alignment.name_letters),
                          candidate.phrase->symbols.size());
    };
    for (const auto& [intent, entities, phrases] : known_) {
        if (!qualifies(*intent, active_contexts)) continue;
        const auto own_mentions = mentions.of(entities);
        for (const auto& phrase : phrases) {
            auto skeleton = skeletons.find(phrase.entities);
            if (skeleton == skeletons.end())
                skeleton = skeletons.emplace(phrase.entities, to_skeleton(utterance, mentions.of(phrase.entities))).first;
            auto alignment = align(skeleton->second, phrase, own_mentions, weights_);
            if (!alignment) continue;
            Candidate candidate{intent, &phrase, std::move(*alignment)};
            if (!best || rank(candidate) > rank(*best)) best = std::move(candidate);
        }
    }
    return best;
}

std::vector<SlotValue> IntentMatcher::values_of(const Utterance& utterance, const MentionTable& mentions,
                                                const Candidate& candidate) const {
    const auto skeleton = to_skeleton(utterance, mentions.of(candidate.phrase->entities));
    std::vector<std::pair<std::size_t, SlotValue>> found;  // with its first letter
    std::vector<std::pair<std::size_t, std::size_t>> names;  // letters taken by @sys.any
    std::size_t name = 0;
    std::size_t slot = 0;
    for (const char32_t symbol : candidate.phrase->symbols) {
        if (!is_slot(symbol)) continue;
        const auto& alias = candidate.phrase->aliases[slot++];
        if (symbol != kAnySymbol) continue;  // entities are read from the whole utterance below
        const auto& range = candidate.alignment.names[name++];
        const auto begin = skeleton.symbols[range.begin].begin;
        const auto end = skeleton.symbols[range.end - 1].end;
        names.emplace_back(begin, end);
        found.push_back({begin, {alias, utterance.written(begin, end), utterance.written(begin, end)}});
    }
    for (const auto& parameter : candidate.intent->parameters) {
        const auto entity = std::find_if(agent_.entities.begin(), agent_.entities.end(), [&](const Entity& one) {
            return parameter.entity == "@" + one.name;
        });
        if (entity == agent_.entities.end()) continue;
        for (const auto& mention : mentions.of(known(*candidate.intent).entities)) {
            if (mention.entity != static_cast<std::size_t>(entity - agent_.entities.begin())) continue;
            const auto inside_name = [&](const auto& taken) { return overlaps(mention, taken.first, taken.second); };
            if (std::any_of(names.begin(), names.end(), inside_name)) continue;
            // What the phrase itself has as plain text (の近くで) is no mention there.
            const auto words = utterance.letters().substr(mention.begin, mention.end - mention.begin);
            const auto has_words = [&](const std::u32string& literal) { return literal.find(words) != literal.npos; };
            if (std::any_of(candidate.phrase->literals.begin(), candidate.phrase->literals.end(), has_words)) continue;
            found.push_back({mention.begin, {parameter.name, entity->entries[mention.entry].value,
                                             utterance.written(mention.begin, mention.end)}});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.first < other.first; });
    std::vector<SlotValue> values;
    for (auto& [begin, value] : found) values.push_back(std::move(value));
    return values;
}

const Intent* IntentMatcher::fallback(const std::set<std::string>& active_contexts) const {
    const Intent* best = nullptr;
    for (const auto& intent : agent_.intents) {
        if (!intent.is_fallback || !qualifies(intent, active_contexts)) continue;
        if (best == nullptr || intent.input_contexts.size() > best->input_contexts.size()) best = &intent;
    }
    return best;
}

const IntentMatcher::Known& IntentMatcher::known(const Intent& intent) const {
    return known_[static_cast<std::size_t>(&intent - agent_.intents.data())];
}

}  // namespace hub::local_agent
