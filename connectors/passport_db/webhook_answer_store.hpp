#pragma once

#include "connectors/support/webhook_answers.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// The answers that all workers share: rows of hub.webhook_answer, each for two minutes. I/O thread only; `transactions`
// must outlive it.
class WebhookAnswerStore final : public http::WebhookAnswers {
public:
    explicit WebhookAnswerStore(Transactions& transactions) : transactions_(transactions) {}
    boost::asio::awaitable<Result<SharedText>> find(std::string key, Deadline deadline) override;
    boost::asio::awaitable<Result<SharedText>> keep(std::string key, SharedText answer, Deadline deadline) override;

private:
    Transactions& transactions_;
};

}  // namespace hub::passport_db
