#include "handlers/chat/answer_handler.hpp"

#include <optional>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/chat/personal_data.hpp"
#include "handlers/chat/question_text.hpp"
#include "router/core/ids.hpp"

namespace hub::chat {
namespace {

constexpr std::string_view kLocalAgent = "local_agent";
constexpr std::string_view kLocalAgentNotice = "ただいま簡易応答でお答えしています。";
constexpr std::string_view kCutNotice = "長い文章でしたので、はじめのほうだけを読んでお答えします。";

struct Question {
    std::string text{};                  // masked and cut: nothing else of what was typed goes on from here
    std::vector<std::string> notices{};  // what the person is told about that
    std::string conversation{};
    std::optional<catalog::Position> position{};
};

std::optional<catalog::Position> read_position(catalog::FieldReader& reader) {
    const auto position = reader.present("position");
    if (!position) return std::nullopt;
    const auto lat = position->number("lat");
    const auto lng = position->number("lng");
    if (!lat || *lat < -90 || *lat > 90) reader.wrong("position/lat", "-90以上90以下の数で指定してください。");
    if (!lng || *lng < -180 || *lng > 180) reader.wrong("position/lng", "-180以上180以下の数で指定してください。");
    if (!lat || !lng) return std::nullopt;
    return catalog::Position{*lat, *lng};
}

void take_text(const std::string& typed, Question& question) {
    const auto masked = mask_personal_data(typed);
    auto asked = question_of(masked.text);
    question.text = std::move(asked.text);
    if (!masked.found.empty()) question.notices.push_back(masking_notice(masked.found));
    if (asked.cut) question.notices.emplace_back(kCutNotice);
}

Result<Question> read_question(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "chat.message_invalid");
    Question question;
    const bool has_text_type = !reader.present("text") || reader.present("text")->is_string();
    const auto typed = reader.text("text");
    const bool blank = catalog::fold(typed).empty();
    if (has_text_type && (blank || catalog::count_code_points(typed) > kLongestText))
        reader.wrong("text", "1文字以上2000文字以内で入力してください。");
    take_text(typed, question);
    question.conversation = reader.text("conversation");
    question.position = read_position(reader);
    const auto language = reader.text("language");
    if (!language.empty() && language != "ja") reader.wrong("language", "いまは ja だけをご利用になれます。");
    if (!reader.ok()) return reader.problems();
    return question;
}

std::string agent_query(const Question& question, const Conversation& conversation) {
    json::Writer writer;
    writer.begin_object();
    writer.member("session", conversation.session);
    writer.member("text", question.text);
    writer.member("language", "ja");
    if (question.position) {
        writer.key("position");
        writer.begin_object();
        writer.member("lat", question.position->lat);
        writer.member("lng", question.position->lng);
        writer.end_object();
    }
    writer.key("contexts");
    write_contexts(writer, conversation.contexts);
    writer.end_object();
    return writer.take();
}

void write_elements(json::Writer& writer, const std::optional<json::Value>& array) {
    if (!array) return;
    for (const auto& element : array->elements()) writer.raw(element.to_json());
}

// What our own fulfilment says is richer than what came through the agent as plain texts; both are the same answer.
std::optional<json::Value> messages_of(const json::Value& agent_reply, const std::optional<json::Value>& fulfilment) {
    const auto own = fulfilment ? fulfilment->find("messages") : std::nullopt;
    return own && own->size() > 0 ? own : agent_reply.find("messages");
}

void write_text_message(json::Writer& writer, std::string_view text) {
    writer.begin_object();
    writer.member("type", "text");
    writer.member("text", text);
    writer.end_object();
}

std::string chat_reply(const json::Value& agent_reply, const std::vector<std::string>& notices,
                       const std::string& token, std::string_view trace_id) {
    const auto agent = agent_reply.string("agent").value_or(kLocalAgent);
    const auto fulfilment = agent_reply.find("fulfilment");
    json::Writer writer;
    writer.begin_object();
    writer.member("conversation", token);
    writer.member("answered_by", agent);
    writer.key("messages");
    writer.begin_array();
    if (agent == kLocalAgent) write_text_message(writer, kLocalAgentNotice);
    for (const auto& notice : notices) write_text_message(writer, notice);
    write_elements(writer, messages_of(agent_reply, fulfilment));
    writer.end_array();
    for (const auto* name : {"places", "shops", "suggestions"}) {
        writer.key(name);
        writer.begin_array();
        if (fulfilment) write_elements(writer, fulfilment->find(name));
        writer.end_array();
    }
    for (const auto* name : {"facilities", "events"}) {
        const auto elements = fulfilment ? fulfilment->find(name) : std::nullopt;
        if (!elements || elements->size() == 0) continue;
        writer.key(name);
        writer.begin_array();
        write_elements(writer, elements);
        writer.end_array();
    }
    writer.member("trace_id", trace_id);
    writer.end_object();
    return writer.take();
}

}  // namespace

std::vector<FieldProblem> AnswerHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_question(message));
}

boost::asio::awaitable<Result<SharedText>> AnswerHandler::handle(Message message, Deadline deadline) {
    const auto question = read_question(message);
    if (!question) co_return question.error();
    auto conversation = sealer_.open(question->conversation, clock_.wall());
    if (!conversation) conversation = Conversation{new_uuid_v4()};

    const auto asked = agent_query(*question, *conversation);
    Message query = make_message_from(message, clock_, "/handlers/chat", "agent.query", asked);
    const std::string trace_id(trace_id_of(query.extension("traceparent")));
    const Result<SharedText> answer = co_await router_.ask(std::move(query), deadline);
    if (!answer) co_return answer.error();
    const auto document = json::Document::parse(*answer && **answer != "" ? **answer : "null");
    if (!document || !document->root().is_object())
        co_return Error{ErrorKind::bug, "chat.agent_reply", "the agent's reply is not a JSON object"};

    co_await notes_.take(std::move(message), question->text, asked, document->root(), deadline);
    conversation->contexts = read_contexts(document->root().find("contexts"));
    const auto token = sealer_.seal(std::move(*conversation), clock_.wall());
    co_return std::make_shared<const std::string>(chat_reply(document->root(), question->notices, token, trace_id));
}

}  // namespace hub::chat
