#include "handlers/accounts/sessions.hpp"

#include "handlers/accounts/account_key.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

constexpr std::chrono::seconds kRemembered{5};

}  // namespace

void Sessions::remember(const Session& session) {
    if (known_.size() >= kMostKnown) {
        const auto now = clock_.monotonic();
        std::erase_if(known_, [now](const auto& each) { return now - each.second.at >= kRemembered; });
    }
    if (known_.size() < kMostKnown) known_[session.digest] = {session, clock_.monotonic()};
}

void Sessions::forget_all(Account account) {
    std::erase_if(known_, [account](const auto& each) { return each.second.session.account == account; });
}

boost::asio::awaitable<Result<Session>> Sessions::find(std::string token, Deadline deadline) {
    if (!is_token(token)) co_return session_missing();
    const std::string digest = digest_of(token);
    if (const auto known = known_.find(digest); known != known_.end()) {
        if (clock_.monotonic() - known->second.at < kRemembered) co_return known->second.session;
        known_.erase(known);
    }
    std::function<Result<std::optional<Session>>(UnitOfWork&)> work = [&store = store_, digest,
                                                                       now = clock_.wall()](UnitOfWork& unit_of_work) {
        return Result<std::optional<Session>>(store.find(unit_of_work, digest, now));
    };
    const auto found = co_await in_transaction(transactions_, std::move(work), deadline);
    if (!found) co_return found.error();
    if (!*found) co_return session_missing();
    remember(**found);
    co_return **found;
}

}  // namespace hub::accounts
