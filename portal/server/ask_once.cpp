#include "portal/server/ask_once.hpp"

#include "portal/server/repeat_wait.hpp"
#include "router/core/kept_answers.hpp"

namespace hub::portal {

boost::asio::awaitable<Result<SharedText>> ask_once(Router& router, const Clock& clock, Message message,
                                                    std::optional<std::string> key, Deadline deadline) {
    if (key) message.extensions[kChangeKey] = std::move(*key);
    RepeatWait wait(clock, deadline);
    for (;;) {
        auto question = router.ask(message, deadline);
        Result<SharedText> reply = co_await std::move(question);
        if (reply || reply.error().code != kKeyInUse) co_return reply;
        const bool again = co_await wait.pause();
        if (!again) co_return reply;
    }
}

}  // namespace hub::portal
