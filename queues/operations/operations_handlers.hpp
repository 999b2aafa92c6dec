#pragma once

#include "queues/retention.hpp"
#include "router/core/handler.hpp"
#include "router/core/unit_of_work.hpp"

// What operators ask through the operations listener, as messages; each changes nothing. Errors beside those named:
// those of the database.
namespace hub::queues {

// operations.state: see read_state().
class OperationsStateHandler final : public Handler {
public:
    // `transactions` must outlive it.
    explicit OperationsStateHandler(Transactions& transactions) : transactions_(transactions) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    Transactions& transactions_;
};

// message.list with an object of texts named as the members of MessageSearch, all optional; the answer is that of
// `passport-hub messages list --json`. Error `invalid` names every wrong one.
class MessageListHandler final : public Handler {
public:
    MessageListHandler(Transactions& transactions, Retention retention)
        : transactions_(transactions), retention_(retention) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    Transactions& transactions_;
    const Retention retention_;
};

// message.show {"id"}: a message, a delivery or a subject; {"messages": [...]}, each as `passport-hub messages show
// --json` tells it. Error not_found.
class MessageShowHandler final : public Handler {
public:
    MessageShowHandler(Transactions& transactions, Retention retention)
        : transactions_(transactions), retention_(retention) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    Transactions& transactions_;
    const Retention retention_;
};

}  // namespace hub::queues
