#include "queues/sender.hpp"

#include <exception>

#include <boost/asio/post.hpp>

#include "router/core/failpoint.hpp"
#include "router/runtime/wait.hpp"

namespace hub::queues {
namespace asio = boost::asio;

namespace {

// A sink that keeps its deadline can say more than "no answer": it gets a moment to do so.
constexpr std::chrono::milliseconds kGrace{2'000};

Error no_answer() {
    return {ErrorKind::unknown_outcome, "sink.no_answer", "the connector did not answer within its deadline"};
}

Happening happening_of(Result<Receipt> result, double random) {
    if (result) return Accepted{std::move(result->reference)};
    return Refused{std::move(result).error(), random};
}

}  // namespace

Sender::Sender(asio::any_io_executor executor, const Clock& clock, const WorkerIdentity& identity,
               OutcomeWriter& outcomes, Random random)
    : executor_(executor),
      clock_(clock),
      identity_(identity),
      outcomes_(outcomes),
      random_(std::move(random)),
      tasks_(std::move(executor)) {}

void Sender::send(std::vector<Outgoing> batch) {
    auto shared = std::make_shared<std::vector<Outgoing>>(std::move(batch));
    asio::post(executor_, [this, shared] {
        for (auto& outgoing : *shared) {
            const auto id = outgoing.view.id;
            tasks_.spawn("delivery " + std::to_string(id), send_one(std::make_shared<Outgoing>(std::move(outgoing))));
        }
    });
}

asio::awaitable<bool> Sender::join(Deadline deadline) { return tasks_.join(deadline); }

asio::awaitable<void> Sender::send_one(std::shared_ptr<Outgoing> outgoing) {
    if (outgoing->deadline.passed(clock_) || identity_.current() != outgoing->worker) {
        finish(*outgoing, NotCalled{});
        co_return;
    }
    HUB_FAILPOINT_ONLY(failpoint::die_of_poison(outgoing->message.data_text()));
    Delivery delivery{outgoing->deadline, outgoing->idempotency_key, outgoing->view.attempts};
    auto operation = outgoing->sink->deliver(outgoing->message, std::move(delivery));
    runtime::Started<Receipt> started(executor_, std::move(operation));
    const Deadline patience(outgoing->deadline.at() + kGrace);
    auto result = co_await started.result(patience);
    HUB_FAILPOINT("K18.after");
    // The wait's own end is no answer of the sink: what it had begun may still arrive.
    const bool answered = started.finished();
    finish(*outgoing, answered ? happening_of(std::move(result), random_()) : Happening(Refused{no_answer(), random_()}));
}

void Sender::finish(const Outgoing& outgoing, Happening happening) {
    // A row in sending has an answer to each of these happenings.
    const auto transition = next(outgoing.view, *outgoing.route, happening);
    if (transition) outcomes_.add({*transition, outgoing.position, true});
}

}  // namespace hub::queues
