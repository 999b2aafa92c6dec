#include "connectors/dialogflow/webhook_answers.hpp"

namespace hub::dialogflow {

boost::asio::awaitable<SharedText> MemoryWebhookAnswers::find(std::string key, Deadline) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) co_return SharedText();
    co_return found->second->answer;
}

boost::asio::awaitable<void> MemoryWebhookAnswers::store(std::string key, SharedText answer, Deadline) {
    if (!answer || by_key_.contains(key)) co_return;
    bytes_ += key.size() + answer->size();
    entries_.push_front({key, std::move(answer)});
    by_key_.emplace(std::move(key), entries_.begin());
    while (entries_.size() > most_answers_ || bytes_ > most_bytes_) forget_oldest();
}

void MemoryWebhookAnswers::forget_oldest() {
    const auto& oldest = entries_.back();
    bytes_ -= oldest.key.size() + oldest.answer->size();
    by_key_.erase(oldest.key);
    entries_.pop_back();
}

}  // namespace hub::dialogflow
