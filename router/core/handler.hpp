#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/connector.hpp"
#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub {

// The router as sources and handlers see it: ask and be answered within a deadline (mode `direct`).
class Router {
public:
    virtual ~Router() = default;
    // Finds the route of message.type and returns its reply (JSON). Errors: invalid/not_found/... as the handler or
    // sink said; permanent "route.missing" when no direct route takes this type; cancelled when the deadline passed.
    virtual boost::asio::awaitable<Result<SharedText>> ask(Message message, Deadline deadline) = 0;
};

// A business rule for one message type. Knows no transport. Runs on the I/O thread.
class Handler {
public:
    virtual ~Handler() = default;
    virtual boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) = 0;
};

// A pure translation of a queued message into what its connector takes (EIP: Message Translator).
class Translator {
public:
    virtual ~Translator() = default;
    // The data of the translated message (JSON) and its type; `permanent` or `invalid` errors park the delivery.
    virtual Result<Message> translate(const Message& message) const = 0;
};

}  // namespace hub
