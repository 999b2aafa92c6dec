#include "connectors/local_agent/trained_agent.hpp"

#include <algorithm>

#include "connectors/local_agent/mention_reader.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kFrameSymbols = 2;
constexpr char32_t kSomeName = 0xFFFD;
// Any day does: what a date is worth does not depend on it.
constexpr std::chrono::sys_days kSomeDay{std::chrono::year(2026) / 11 / 22};

std::string whole_text(const Phrase& phrase) {
    std::string text;
    for (const auto& part : phrase) text += part.text;
    return text;
}

}  // namespace

TrainedAgent::TrainedAgent(AgentDefinition definition)
    : definition_(std::move(definition)), table_(definition_.entities) {
    const Vocabulary words(table_, definition_.entities, {});
    std::vector<IntentModel::Sample> samples;
    for (std::size_t intent = 0; intent < definition_.intents.size(); ++intent)
        for (const auto& phrase : definition_.intents[intent].phrases) learn(intent, phrase, words, samples);
    model_ = std::make_unique<const IntentModel>(samples, definition_.intents.size());
}

bool TrainedAgent::takes_any_name(const std::string& entity) const {
    if (entity == kAnyEntity) return true;
    const auto number = table_.find(entity);
    return number != EntityTable::kNone && table_.is_open(number);
}

std::vector<TrainedAgent::Slot> TrainedAgent::slots_of(std::size_t intent, const Utterance& utterance, const Phrase& phrase) {
    std::vector<Slot> slots;
    std::size_t letter = 0;
    std::size_t byte = 0;
    for (const auto& part : phrase) {
        byte += part.text.size();
        const auto begin = letter;
        while (letter < utterance.size() && utterance.first_byte(letter) < byte) ++letter;
        if (begin == letter) continue;
        if (part.entity.empty()) plain_texts_.push_back({intent, utterance.letters().substr(begin, letter - begin)});
        else slots.push_back({begin, letter, part.entity, part.alias});
    }
    return slots;
}

void TrainedAgent::learn(std::size_t intent, const Phrase& phrase, const Vocabulary& words,
                         std::vector<IntentModel::Sample>& samples) {
    const auto text = whole_text(phrase);
    const Utterance utterance(text);
    const auto slots = slots_of(intent, utterance, phrase);
    std::vector<Mention> mentions;
    bool has_open = false;
    for (const auto& slot : slots) {
        if (!takes_any_name(slot.entity)) continue;
        const auto entity = table_.find(slot.entity);
        mentions.push_back({slot.begin, slot.end, entity == EntityTable::kNone ? table_.size() : entity});
        has_open = true;
    }
    // The rest is read as it would be in a dialogue, so that marks of another length do no harm; but where places are
    // marked, the rest is none.
    const auto& parameters = definition_.intents[intent].parameters;
    const bool marks_places = std::any_of(parameters.begin(), parameters.end(), [this](const Parameter& parameter) {
        return table_.find(parameter.entity) == table_.place();
    });
    static const EverydayWords everyday;
    for (auto& mention : MentionReader(table_, words, everyday).read(utterance, kSomeDay).mentions) {
        const auto overlaps = [&](const Mention& slot) { return slot.overlaps(mention); };
        if (std::any_of(mentions.begin(), mentions.end(), overlaps) ||
            (marks_places && mention.entity == table_.place()))
            continue;
        mentions.push_back(std::move(mention));
    }
    // A marked word that the entity does not list (any more) is still a word of it in this phrase.
    for (const auto& slot : slots) {
        const Mention marked{slot.begin, slot.end, table_.find(slot.entity)};
        const auto overlaps = [&](const Mention& mention) { return mention.overlaps(marked); };
        if (marked.entity == table_.here()) continue;  // near what, only the whole sentence says
        if (marked.entity != EntityTable::kNone && std::none_of(mentions.begin(), mentions.end(), overlaps))
            mentions.push_back(marked);
    }
    std::sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
    auto symbols = symbols_with_values(utterance, mentions, 0, utterance.size());
    texts_.push_back(text);
    samples.push_back({symbols, intent});
    if (!has_open) return;
    add_frames(intent, utterance, mentions, slots);
    // The same with a name that no list has.
    for (auto& symbol : symbols) {
        if (symbol < kEntitySymbol || symbol >= kValueSymbol) continue;
        const auto entity = static_cast<std::size_t>(symbol - kEntitySymbol);
        if (entity >= table_.size() || table_.is_open(entity)) symbol = kSomeName;
    }
    texts_.push_back(text);
    samples.push_back({std::move(symbols), intent});
}

void TrainedAgent::add_frames(std::size_t intent, const Utterance& utterance, const std::vector<Mention>& mentions,
                              const std::vector<Slot>& slots) {
    for (const auto& slot : slots) {
        if (!takes_any_name(slot.entity)) continue;
        auto before = symbols_of(utterance, mentions, 0, slot.begin);
        auto after = symbols_of(utterance, mentions, slot.end, utterance.size());
        before.pop_back();  // the edge at the slot
        after.erase(0, 1);
        if (before.size() > kFrameSymbols) before.erase(0, before.size() - kFrameSymbols);
        frames_.push_back({intent, slot.alias, std::move(before), after.substr(0, kFrameSymbols)});
    }
}

}  // namespace hub::local_agent
