#include "handlers/accounts/api_keys.hpp"

#include "handlers/accounts/account_key.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

constexpr std::string_view kBeginning = "ph_";
constexpr std::chrono::seconds kRemembered{5};
constexpr std::size_t kMostKnown = 1'000;

Error unknown_key() {
    return {ErrorKind::unauthenticated, "key.unknown",
            "APIキーが正しくないか、期限が過ぎているか、取り消されています。"};
}

}  // namespace

std::string new_api_key() { return std::string(kBeginning) + new_token(); }

bool is_api_key(std::string_view text) {
    return text.starts_with(kBeginning) && is_token(text.substr(kBeginning.size()));
}

boost::asio::awaitable<Result<ApiKey>> ApiKeys::find(std::string key, Deadline deadline) {
    if (!is_api_key(key)) co_return unknown_key();
    const std::string digest = digest_of(key);
    if (const auto known = known_.find(digest); known != known_.end()) {
        if (clock_.monotonic() - known->second.at < kRemembered) co_return known->second.key;
        known_.erase(known);
    }
    std::function<Result<std::optional<ApiKey>>(UnitOfWork&)> work = [&finder = finder_, digest,
                                                                      now = clock_.wall()](UnitOfWork& unit_of_work) {
        return Result<std::optional<ApiKey>>(finder.find(unit_of_work, digest, now));
    };
    const auto found = co_await in_transaction(transactions_, std::move(work), deadline);
    if (!found) co_return found.error();
    if (!*found) co_return unknown_key();
    if (known_.size() >= kMostKnown) known_.clear();
    known_[digest] = {**found, clock_.monotonic()};
    co_return **found;
}

}  // namespace hub::accounts
