#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/handler.hpp"
#include "router/core/json.hpp"

namespace hub::chat {

// Notes for staff what the chat could not answer, and, where a route takes agent.shadow, what the local agent would have
// understood otherwise than the agent that answered. Notes are chat.question messages; that none can be taken is no
// matter of the person who asked.
class QuestionNotes {
public:
    // The references must outlive it.
    QuestionNotes(Router& router, const Clock& clock) : router_(router), clock_(clock) {}

    // A turn: `text` as it was asked (personal data masked), `agent_query` as the agent was asked, its reply.
    boost::asio::awaitable<void> take(Message cause, std::string text, std::string agent_query, json::Value agent_reply,
                                      Deadline deadline);

private:
    boost::asio::awaitable<void> compare(Message cause, std::string text, std::string agent_query, std::string intent,
                                         Deadline deadline);
    boost::asio::awaitable<void> note(Message cause, std::string data, Deadline deadline);

    Router& router_;
    const Clock& clock_;
};

}  // namespace hub::chat
