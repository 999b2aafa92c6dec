#include "portal/server/ask_once.hpp"

#include <algorithm>

#include "router/core/kept_answers.hpp"
#include "router/runtime/wait.hpp"

namespace hub::portal {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{5'000};
constexpr milliseconds kFirstPause{10};
constexpr milliseconds kLongestPause{200};

}  // namespace

boost::asio::awaitable<Result<SharedText>> ask_once(Router& router, const Clock& clock, Message message,
                                                    std::optional<std::string> key, Deadline deadline) {
    if (key) message.extensions["idempotencykey"] = std::move(*key);
    const auto longest = deadline.at_most(clock, kLongestWait);
    for (auto pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
        auto question = router.ask(message, deadline);
        Result<SharedText> reply = co_await std::move(question);
        const bool in_use = !reply && reply.error().code == kKeyInUse;
        if (!in_use || longest.remaining(clock) <= pause) co_return reply;
        co_await runtime::sleep_for(pause);
    }
}

}  // namespace hub::portal
