#pragma once

#include <stop_token>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub {

// What the hub knows about one attempt to hand a message to a sink; never part of the envelope.
struct Delivery {
    Deadline deadline;
    std::string idempotency_key{};  // queued only: equal on every attempt of the same delivery
    int attempt = 1;                // counts from 1
    // Queued only. Once a stop is requested, a call that has not begun shall not begin any more, and ends as not_begun.
    std::stop_token called_off{};
};

// What a sink says when it took a message.
struct Receipt {
    std::string reference{};  // the provider's own name for what it accepted; may be empty
    SharedText data{};        // direct only: the reply, JSON
};

// The outgoing half of a connector. Delivers once: it neither retries nor waits; the router does both.
// May be called again before an earlier call has finished. Runs on the I/O thread and must not block it.
class Sink {
public:
    virtual ~Sink() = default;
    virtual boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) = 0;
    // Whether the outside system can be reached and accepts our credentials; changes nothing there.
    virtual boost::asio::awaitable<Result<void>> check(Deadline deadline) = 0;
};

}  // namespace hub
