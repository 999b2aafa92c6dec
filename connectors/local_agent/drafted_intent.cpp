#include "connectors/local_agent/drafted_intent.hpp"

#include <sodium/crypto_generichash.h>

#include <algorithm>

#include "handlers/catalog/folding.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestAnswer = 300;
constexpr std::size_t kLongestPhrase = 256;
constexpr std::size_t kMostPhrases = 200;
constexpr int kNormalPriority = 500'000;

bool is_intent_name(const std::string& name) {
    const auto is_allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '.';
    };
    return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), is_allowed) &&
           name.front() != '.' && name.back() != '.' && name.find("..") == name.npos &&
           name.find("_usersays_") == name.npos;  // such a file holds another intent's phrases
}

// A UUIDv8 (RFC 9562, 5.8) that follows from a text.
std::string uuid_of(const std::string& text) {
    std::string bytes(16, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x80);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    const auto hex = to_hex(bytes);
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' +
           hex.substr(20);
}

void empty_array(json::Writer& writer, std::string_view name) {
    writer.key(name);
    writer.begin_array();
    writer.end_array();
}

void write_message(json::Writer& writer, const std::string& answer, const std::string& language) {
    writer.begin_object();
    writer.member("type", "0");
    writer.member("title", "");
    writer.member("textToSpeech", "");
    writer.member("lang", language);
    writer.key("speech");
    writer.begin_array();
    writer.value(answer);
    writer.end_array();
    writer.member("condition", "");
    writer.end_object();
}

void write_response(json::Writer& writer, const questions::AnswerDraft& draft, const std::string& language) {
    writer.begin_object();
    writer.member("resetContexts", false);
    writer.member("action", "");
    empty_array(writer, "affectedContexts");
    empty_array(writer, "parameters");
    writer.key("messages");
    writer.begin_array();
    write_message(writer, draft.answer, language);
    writer.end_array();
    empty_array(writer, "speech");
    writer.end_object();
}

std::string intent_json(const questions::AnswerDraft& draft, const std::string& language) {
    json::Writer writer;
    writer.begin_object();
    writer.member("id", uuid_of(draft.intent));
    writer.member("name", draft.intent);
    writer.member("auto", true);
    empty_array(writer, "contexts");
    writer.key("responses");
    writer.begin_array();
    write_response(writer, draft, language);
    writer.end_array();
    writer.member("priority", kNormalPriority);
    writer.member("webhookUsed", false);
    writer.member("webhookForSlotFilling", false);
    writer.member("fallbackIntent", false);
    empty_array(writer, "events");
    empty_array(writer, "conditionalResponses");
    writer.member("condition", "");
    empty_array(writer, "conditionalFollowupEvents");
    writer.end_object();
    return writer.take();
}

std::string phrases_json(const questions::AnswerDraft& draft, const std::string& language) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& phrase : draft.phrases) {
        writer.begin_object();
        writer.member("id", uuid_of(draft.intent + '\n' + phrase));
        writer.key("data");
        writer.begin_array();
        writer.begin_object();
        writer.member("text", phrase);
        writer.member("userDefined", false);
        writer.end_object();
        writer.end_array();
        writer.member("isTemplate", false);
        writer.member("count", 0);
        writer.member("lang", language);
        writer.member("updated", 0);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

}  // namespace

Result<void> check_draft(const questions::AnswerDraft& draft) {
    Error problems{ErrorKind::invalid, "answer_draft.invalid", "the answer cannot be drafted like this"};
    const auto wrong = [&problems](const char* field, const std::string& problem) {
        problems.fields.push_back({field, problem});
    };
    if (!is_intent_name(draft.intent))
        wrong("/intent", "must be parts of small letters, digits and underscores, joined by dots: passport.parking");
    const auto length = catalog::count_code_points(draft.answer);
    if (length == 0 || length > kLongestAnswer) wrong("/answer", "must have 1 to 300 characters");
    if (draft.phrases.empty() || draft.phrases.size() > kMostPhrases) wrong("/phrases", "must be 1 to 200");
    for (const auto& phrase : draft.phrases)
        if (catalog::fold(phrase).empty() || catalog::count_code_points(phrase) > kLongestPhrase)
            wrong("/phrases",
                  "\"" + catalog::shortened(phrase, 30) + "\" must have 1 to 256 characters, not only blanks");
    if (problems.fields.empty()) return Result<void>::success();
    return problems;
}

Result<void> check_name(const questions::AnswerDraft& draft, const AgentDefinition& agent) {
    const auto same = std::find_if(agent.intents.begin(), agent.intents.end(),
                                   [&draft](const Intent& intent) { return intent.name == draft.intent; });
    if (same == agent.intents.end() || same->id == uuid_of(draft.intent)) return Result<void>::success();
    return Error{ErrorKind::conflict,
                 "answer_draft.name_taken",
                 "the agent has an intent " + draft.intent + " already, which no draft has made",
                 {},
                 {{"/intent", "must be a new name"}}};
}

Intent to_intent(const questions::AnswerDraft& draft) {
    Intent intent;
    intent.id = uuid_of(draft.intent);
    intent.name = draft.intent;
    intent.priority = kNormalPriority;
    intent.replies = {{{draft.answer}, {}}};
    for (const auto& phrase : draft.phrases) intent.phrases.push_back({{phrase}});
    return intent;
}

IntentFiles to_files(const questions::AnswerDraft& draft, const std::string& language) {
    return {intent_json(draft, language), phrases_json(draft, language)};
}

}  // namespace hub::local_agent
