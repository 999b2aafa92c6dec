#pragma once

#include <list>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"

namespace hub::dialogflow {

// Answers that were given to webhook calls, so that a repeated call gets the same one without being carried out again.
class WebhookAnswers {
public:
    virtual ~WebhookAnswers() = default;
    // The answer to the call of this key, or null; null also when nobody can be asked in time.
    virtual boost::asio::awaitable<SharedText> find(std::string key, Deadline deadline) = 0;
    // Keeps an answer; a failure to keep it is nobody's failure.
    virtual boost::asio::awaitable<void> store(std::string key, SharedText answer, Deadline deadline) = 0;
};

// The latest answers of this process. Dialogflow repeats within seconds, so a few hundred are plenty.
// I/O thread only.
class MemoryWebhookAnswers final : public WebhookAnswers {
public:
    explicit MemoryWebhookAnswers(std::size_t most_answers = 1024, std::size_t most_bytes = 8 * 1024 * 1024)
        : most_answers_(most_answers), most_bytes_(most_bytes) {}

    boost::asio::awaitable<SharedText> find(std::string key, Deadline deadline) override;
    boost::asio::awaitable<void> store(std::string key, SharedText answer, Deadline deadline) override;

private:
    struct Entry {
        std::string key;
        SharedText answer;
    };
    void forget_oldest();

    const std::size_t most_answers_;
    const std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_;  // the latest first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace hub::dialogflow
