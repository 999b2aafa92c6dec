#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "queues/call_record.hpp"
#include "queues/flow_control.hpp"
#include "queues/outcome_writer.hpp"
#include "queues/worker_identity.hpp"
#include "router/core/connector.hpp"
#include "router/runtime/task_group.hpp"

namespace hub::queues {

// A delivery whose call may begin: committed in state sending under `worker`.
struct Outgoing {
    DeliveryView view;
    std::shared_ptr<const QueuedRoute> route;
    Sink* sink = nullptr;
    Message message;  // as the sink takes it
    std::string idempotency_key;
    Deadline deadline;
    std::int64_t worker = 0;
    StreamPosition position;
    std::optional<MonotonicTime> expires;  // no call begins from then on
    Attempt attempt = Attempt::first;
};

// Calls sinks on the I/O thread and hands what they say to the outcome writer. A call is not begun when its worker's
// session is lost or its deadline has passed meanwhile: its row may be somebody else's by now. Nor when it has expired,
// or the connector must be left alone since, or the process is about to leave.
class Sender {
public:
    Sender(boost::asio::any_io_executor executor, const Clock& clock, const WorkerIdentity& identity, FlowControl& flow,
           OutcomeWriter& outcomes, Random random);

    // Of deliveries that FlowControl permitted to be called. From any thread.
    void send(std::vector<Outgoing> batch);

    // No call begins from now on: those that have not are handed back. From any thread.
    void call_off() { called_off_.request_stop(); }

    // Waits until every call that was handed over has ended or the deadline has passed; true when all ended. I/O thread
    // only.
    boost::asio::awaitable<bool> join(Deadline deadline);
    // The calls still under way, for the log. I/O thread only.
    std::vector<std::string> running() const { return tasks_.running(); }

    // What became of the calls. From any thread.
    const CallRecord& record() const { return record_; }

private:
    boost::asio::awaitable<void> send_one(std::shared_ptr<Outgoing> outgoing);
    std::optional<Happening> obstacle(const Outgoing& outgoing) const;
    void finish(const Outgoing& outgoing, Happening happening);
    boost::asio::awaitable<void> hand_over();

    boost::asio::any_io_executor executor_;
    const Clock& clock_;
    const WorkerIdentity& identity_;
    FlowControl& flow_;
    OutcomeWriter& outcomes_;
    const Random random_;
    std::stop_source called_off_;
    std::vector<Outcome> ended_;  // in this turn of the event loop; committed together
    CallRecord record_;
    runtime::TaskGroup tasks_;
};

}  // namespace hub::queues
