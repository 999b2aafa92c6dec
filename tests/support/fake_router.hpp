#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "router/core/handler.hpp"

namespace hub::test {

// Answers questions from a script and records them. Without a script it has no route for anything.
class FakeRouter final : public Router {
public:
    using Answer = std::function<Result<SharedText>(const Message&)>;

    boost::asio::awaitable<Result<SharedText>> ask(Message message, Deadline deadline) override {
        asked.push_back(message);
        deadlines.push_back(deadline);
        if (before_answer) {
            auto waiting = before_answer();
            co_await std::move(waiting);
        }
        co_return answer(message);
    }

    // From now on, until told otherwise.
    void will_answer(std::string reply) {
        answer = [reply = std::make_shared<const std::string>(std::move(reply))](const Message&) -> Result<SharedText> {
            return reply;
        };
    }
    void will_fail(Error error) {
        answer = [error = std::move(error)](const Message&) -> Result<SharedText> { return error; };
    }

    std::vector<Message> asked;
    std::vector<Deadline> deadlines;
    std::function<boost::asio::awaitable<void>()> before_answer;  // runs before each answer when set
    Answer answer = [](const Message&) -> Result<SharedText> {
        return Error{ErrorKind::permanent, "route.missing", "no route"};
    };
};

}  // namespace hub::test
