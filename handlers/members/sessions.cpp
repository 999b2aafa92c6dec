#include "handlers/members/sessions.hpp"

#include <memory>

#include "handlers/members/member_key.hpp"

namespace hub::members {
namespace {

constexpr std::chrono::seconds kRemembered{5};

Error missing() { return {ErrorKind::unauthenticated, "session.missing", "ログインが必要です。"}; }

}  // namespace

void Sessions::remember(const Session& session) {
    if (known_.size() >= kMostKnown) {
        const auto now = clock_.monotonic();
        std::erase_if(known_, [now](const auto& each) { return now - each.second.at >= kRemembered; });
    }
    if (known_.size() < kMostKnown) known_[session.digest] = {session, clock_.monotonic()};
}

void Sessions::forget_all(std::int64_t user_id) {
    std::erase_if(known_, [user_id](const auto& each) { return each.second.session.user_id == user_id; });
}

boost::asio::awaitable<Result<Session>> Sessions::find(std::string token, Deadline deadline) {
    if (!is_token(token)) co_return missing();
    const std::string digest = digest_of(token);
    if (const auto known = known_.find(digest); known != known_.end()) {
        if (clock_.monotonic() - known->second.at < kRemembered) co_return known->second.session;
        known_.erase(known);
    }
    const auto found = std::make_shared<std::optional<Session>>();
    Transactions::Job job = [&store = store_, found, digest, now = clock_.wall()](UnitOfWork& unit_of_work) {
        *found = store.find(unit_of_work, digest, now);
        return Result<void>::success();
    };
    const auto done = co_await transactions_.run(std::move(job), deadline);
    if (!done) co_return done.error();
    if (!*found) co_return missing();
    remember(**found);
    co_return **found;
}

}  // namespace hub::members
