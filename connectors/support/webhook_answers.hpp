#pragma once

#include <list>
#include <string>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"

namespace hub::http {

// Answers that were given to webhook calls, so that a repeated call gets the same one without being carried out again.
class WebhookAnswers {
public:
    virtual ~WebhookAnswers() = default;
    // The answer to the call of this key, or null. Errors (transient, throttled, cancelled): nobody could be asked.
    virtual boost::asio::awaitable<Result<SharedText>> find(std::string key, Deadline deadline) = 0;
    // Keeps an answer and returns the one that stands: the first that was kept for this key. Errors as find().
    virtual boost::asio::awaitable<Result<SharedText>> keep(std::string key, SharedText answer, Deadline deadline) = 0;
};

// The latest answers of this process. Callers repeat within seconds, so a few hundred are plenty. I/O thread only.
class MemoryWebhookAnswers final : public WebhookAnswers {
public:
    explicit MemoryWebhookAnswers(std::size_t most_answers = 1024, std::size_t most_bytes = 8 * 1024 * 1024)
        : most_answers_(most_answers), most_bytes_(most_bytes) {}

    boost::asio::awaitable<Result<SharedText>> find(std::string key, Deadline deadline) override;
    boost::asio::awaitable<Result<SharedText>> keep(std::string key, SharedText answer, Deadline deadline) override;

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

// This process's answers before those that all workers share. The shared ones get a short time only, and are left alone
// for a while after they failed: a caller waits for the answer, not for our memory of it. Never fails. I/O thread only.
class LayeredWebhookAnswers final : public WebhookAnswers {
public:
    static constexpr std::chrono::milliseconds kLongestWait{200};
    static constexpr std::chrono::milliseconds kPause{5'000};

    // What is passed by reference must outlive it.
    LayeredWebhookAnswers(WebhookAnswers& own, WebhookAnswers& shared, const Clock& clock)
        : own_(own), shared_(shared), clock_(clock) {}

    boost::asio::awaitable<Result<SharedText>> find(std::string key, Deadline deadline) override;
    boost::asio::awaitable<Result<SharedText>> keep(std::string key, SharedText answer, Deadline deadline) override;

private:
    bool shared_may_be_asked() const { return clock_.monotonic() >= ask_again_; }
    void shared_failed(const Error& error);

    WebhookAnswers& own_;
    WebhookAnswers& shared_;
    const Clock& clock_;
    MonotonicTime ask_again_{};
};

}  // namespace hub::http
