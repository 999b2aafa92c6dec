#pragma once

#include <string>

#include "handlers/chat/conversation.hpp"
#include "handlers/chat/question_notes.hpp"
#include "router/core/form_check.hpp"
#include "router/core/handler.hpp"

namespace hub::chat {

// chat.answer: takes chat.message {"text", "conversation"?, "position"?, "language"?}, asks an agent (agent.query) and
// returns the chat's reply (design.md section 7). Personal data typed by mistake is masked and a long text cut before
// anything else sees it, and the person is told; what could not be answered is noted (QuestionNotes). Keeps nothing
// between turns: the conversation travels as a sealed token; one that is broken or too old starts a new conversation
// without a word. Errors: invalid (every wrong field named); what agent.query returns when no agent can answer.
class AnswerHandler final : public Handler, public FormCheck {
public:
    // The references must outlive it.
    AnswerHandler(ConversationSealer sealer, Router& router, const Clock& clock)
        : sealer_(std::move(sealer)), router_(router), clock_(clock), notes_(router, clock) {}

    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    const ConversationSealer sealer_;
    Router& router_;
    const Clock& clock_;
    QuestionNotes notes_;
};

}  // namespace hub::chat
