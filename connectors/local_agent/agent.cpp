#include "connectors/local_agent/agent.hpp"

#include <algorithm>
#include <numeric>

#include "connectors/local_agent/parameters.hpp"
#include "connectors/local_agent/slot_filling.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

constexpr double kSureEnoughToLeave = 0.8;  // the score of another intent that ends an open question

std::string text_message(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "text");
    writer.member("text", text);
    writer.end_object();
    return writer.take();
}

// Which variant of a text is taken depends on what was said alone: varied for people, repeatable for tests.
std::vector<std::string> messages_of(const Intent& intent, const Parameters& parameters, const std::string& said) {
    const auto turn = std::accumulate(said.begin(), said.end(), std::size_t{0}, [](std::size_t sum, char byte) {
        return sum + static_cast<unsigned char>(byte);
    });
    std::vector<std::string> messages;
    for (const auto& reply : intent.replies) {
        messages.insert(messages.end(), reply.ready.begin(), reply.ready.end());
        std::vector<std::string> sayable;
        for (const auto& variant : reply.variants)
            if (auto text = parameters.filled(variant)) sayable.push_back(std::move(*text));
        if (!sayable.empty()) messages.push_back(text_message(sayable[turn % sayable.size()]));
    }
    return messages;
}

void set_context(std::vector<chat::AgentContext>& contexts, const OutputContext& output, const Parameters& parameters) {
    const auto present = std::find_if(contexts.begin(), contexts.end(), [&](const chat::AgentContext& context) {
        return context.name == output.name;
    });
    const auto earlier = present == contexts.end() ? std::string("{}") : present->parameters;
    if (present != contexts.end()) contexts.erase(present);
    if (output.lifespan > 0) contexts.push_back({output.name, output.lifespan, parameters.merged_into(earlier)});
}

// Where places are asked for, what the phrases have as plain text is no place.
EverydayWords everyday_words(const TrainedAgent& trained, const Vocabulary& vocabulary) {
    EverydayWords words;
    const auto& intents = trained.definition().intents;
    const auto place = trained.table().place();
    for (const auto& [intent, letters] : trained.plain_texts()) {
        const auto& parameters = intents[intent].parameters;
        if (std::none_of(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
                return trained.table().find(parameter.entity) == place;
            }))
            continue;
        vocabulary.find(letters, [&](const Vocabulary::Word& word) {
            const auto name = std::u32string_view(letters).substr(word.begin, word.end - word.begin);
            if (word.entity == place && !has_place_suffix(name)) words.add(name);
        });
    }
    return words;
}

}  // namespace

Agent::Agent(std::shared_ptr<const TrainedAgent> trained, const std::vector<Entity>& names)
    : trained_(std::move(trained)),
      vocabulary_(trained_->table(), trained_->definition().entities, names),
      everyday_(everyday_words(*trained_, vocabulary_)),
      reader_(trained_->table(), vocabulary_, everyday_),
      matcher_(*trained_) {}

Agent::Meaning Agent::meaning_of(const std::string& text, const Utterance& utterance, const Reading& reading,
                                 const std::vector<chat::AgentContext>& contexts) const {
    std::set<std::string> active;
    for (const auto& context : contexts)
        if (context.lifespan > 0) active.insert(context.name);
    Meaning meaning{matcher_.match(utterance, reading.mentions, active), {}};
    auto question = open_question(trained_->definition(), contexts);
    const auto* intent = meaning.match.intent;
    const bool leaves = intent != nullptr && !intent->is_fallback && question && intent != question->intent &&
                        (meaning.match.score >= kSureEnoughToLeave || intent->resets_contexts);
    if (question && !leaves) {
        meaning.match.intent = intent = question->intent;
        meaning.match.reason = "it answers the question for " + question->asked->name;
        meaning.asked = question->asked;
        meaning.times_asked = question->times;
    }
    if (intent == nullptr) return meaning;
    meaning.values = slot_values(*trained_, *intent, utterance, reading);
    if (!question || leaves) return meaning;
    const auto given = [&](const std::string& parameter) {
        return std::any_of(meaning.values.begin(), meaning.values.end(),
                           [&](const SlotValue& value) { return value.parameter == parameter; });
    };
    if (question->asked->entity == kAnyEntity && !given(question->asked->name) && utterance.size() > 0)
        meaning.values.push_back({question->asked->name, json::quote(text), text});
    for (auto& value : question->values)
        if (!given(value.parameter)) meaning.values.push_back(std::move(value));
    return meaning;
}

std::vector<SaidWord> Agent::words_of(const Utterance& utterance, const Reading& reading) const {
    auto mentions = reading.mentions;
    mentions.insert(mentions.end(), reading.also.begin(), reading.also.end());
    std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
    std::vector<SaidWord> words;
    for (const auto& mention : mentions)
        words.push_back({trained_->table().name(mention.entity), mention.value,
                         utterance.written(mention.begin, mention.end), utterance.first_character(mention.begin),
                         utterance.last_character(mention.end - 1)});
    return words;
}

Turn Agent::answer(const std::string& text, const std::vector<chat::AgentContext>& contexts,
                   std::chrono::sys_days today) const {
    const Utterance utterance(text);
    const auto reading = reader_.read(utterance, today);
    auto meaning = meaning_of(text, utterance, reading, contexts);
    const auto& match = meaning.match;

    Turn turn;
    turn.contexts = contexts;
    for (auto& context : turn.contexts) --context.lifespan;
    std::erase_if(turn.contexts, [](const chat::AgentContext& context) { return context.lifespan <= 0; });
    turn.words = words_of(utterance, reading);
    turn.explanation = {catalog::to_utf8(utterance.letters()), match.considered, match.reason};
    if (match.intent == nullptr) return turn;

    const auto& intent = *match.intent;
    const Parameters parameters(intent, meaning.values, contexts);
    turn.intent = intent.name;
    turn.action = intent.action;
    turn.is_fallback = intent.is_fallback;
    turn.score = match.score;
    turn.parameters = parameters.to_json();
    if (intent.resets_contexts) turn.contexts.clear();
    if (!intent.is_fallback) close_questions(trained_->definition(), turn.contexts);
    for (const auto& output : intent.output_contexts) set_context(turn.contexts, output, parameters);
    if (const auto* missing = parameters.missing()) {
        const auto& prompts = missing->prompts;
        const auto times = missing == meaning.asked ? meaning.times_asked : 0;
        turn.contexts.push_back(question_context(intent, *missing, meaning.values, times + 1));
        turn.messages = {text_message(prompts[static_cast<std::size_t>(times) % prompts.size()])};
        return turn;
    }
    turn.webhook_used = intent.webhook_used;
    turn.messages = messages_of(intent, parameters, text);
    return turn;
}

}  // namespace hub::local_agent
