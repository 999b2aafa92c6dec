#include "connectors/support/webhook_answers.hpp"

#include "router/core/log.hpp"

namespace hub::http {

boost::asio::awaitable<Result<SharedText>> MemoryWebhookAnswers::find(std::string key, Deadline) {
    const auto found = by_key_.find(key);
    co_return found == by_key_.end() ? SharedText() : found->second->answer;
}

boost::asio::awaitable<Result<SharedText>> MemoryWebhookAnswers::keep(std::string key, SharedText answer, Deadline) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) co_return found->second->answer;
    bytes_ += key.size() + answer->size();
    entries_.push_front({key, answer});
    by_key_.emplace(std::move(key), entries_.begin());
    while (entries_.size() > most_answers_ || bytes_ > most_bytes_) forget_oldest();
    co_return answer;
}

void MemoryWebhookAnswers::forget_oldest() {
    const auto& oldest = entries_.back();
    bytes_ -= oldest.key.size() + oldest.answer->size();
    by_key_.erase(oldest.key);
    entries_.pop_back();
}

boost::asio::awaitable<Result<SharedText>> LayeredWebhookAnswers::find(std::string key, Deadline deadline) {
    auto own = co_await own_.find(key, deadline);
    if ((own && *own) || !shared_may_be_asked()) co_return own;
    auto shared = co_await shared_.find(key, deadline.at_most(clock_, kLongestWait));
    if (!shared) {
        shared_failed(shared.error());
        co_return SharedText();
    }
    if (!*shared) co_return SharedText();
    auto kept = co_await own_.keep(std::move(key), std::move(*shared), deadline);
    co_return kept;
}

boost::asio::awaitable<Result<SharedText>> LayeredWebhookAnswers::keep(std::string key, SharedText answer,
                                                                       Deadline deadline) {
    if (shared_may_be_asked()) {
        auto stands = co_await shared_.keep(key, answer, deadline.at_most(clock_, kLongestWait));
        if (stands) answer = std::move(*stands);
        else shared_failed(stands.error());
    }
    auto kept = co_await own_.keep(std::move(key), std::move(answer), deadline);
    co_return kept;
}

void LayeredWebhookAnswers::shared_failed(const Error& error) {
    ask_again_ = clock_.monotonic() + kPause;
    log::warning("webhook_answers.not_shared", {{"code", error.code}});
}

}  // namespace hub::http
