#include "handlers/chat/question_notes.hpp"

namespace hub::chat {
namespace {

constexpr std::string_view kLocalAgent = "local_agent";

std::string question(std::string_view kind, std::string_view text, std::string_view intent,
                     std::string_view other_intent) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", kind);
    writer.member("question", text);
    writer.member("intent", intent);
    if (!other_intent.empty()) writer.member("other_intent", other_intent);
    writer.end_object();
    return writer.take();
}

}  // namespace

boost::asio::awaitable<void> QuestionNotes::take(Message cause, std::string text, std::string agent_query,
                                                 json::Value agent_reply, Deadline deadline) {
    const std::string intent(agent_reply.string("intent").value_or(""));
    if (agent_reply.boolean("fallback").value_or(false))
        co_await note(cause, question("unanswered", text, intent, {}), deadline);
    if (agent_reply.string("agent").value_or(kLocalAgent) != kLocalAgent)
        co_await compare(std::move(cause), std::move(text), std::move(agent_query), intent, deadline);
}

boost::asio::awaitable<void> QuestionNotes::compare(Message cause, std::string text, std::string agent_query,
                                                    std::string intent, Deadline deadline) {
    Message shadow = make_message_from(cause, clock_, "/handlers/chat", "agent.shadow", std::move(agent_query));
    const Result<SharedText> answer = co_await router_.ask(std::move(shadow), deadline);
    if (!answer || !*answer) co_return;
    const auto document = json::Document::parse(**answer);
    const auto other = document ? document->root().string("intent") : std::nullopt;
    if (other && *other != intent)
        co_await note(std::move(cause), question("disagreed", text, intent, *other), deadline);
}

boost::asio::awaitable<void> QuestionNotes::note(Message cause, std::string data, Deadline deadline) {
    Message noted = make_message_from(cause, clock_, "/handlers/chat", "chat.question", std::move(data));
    const Result<SharedText> taken = co_await router_.ask(std::move(noted), deadline);
    static_cast<void>(taken);
}

}  // namespace hub::chat
