#include "queues/sender.hpp"

#include <exception>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/core/failpoint.hpp"
#include "router/runtime/wait.hpp"

namespace hub::queues {
namespace asio = boost::asio;

namespace {

// A sink that keeps its deadline can say more than "no answer": it gets a moment to do so.
constexpr std::chrono::milliseconds kGrace{2'000};

// A connector that had no room is not asked again at once.
constexpr std::chrono::milliseconds kNoRoom{500};

Error no_answer() {
    return {ErrorKind::unknown_outcome, "sink.no_answer", "the connector did not answer within its deadline"};
}

std::optional<std::chrono::milliseconds> left_of(const Outgoing& outgoing, const Clock& clock) {
    if (!outgoing.expires) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*outgoing.expires - clock.monotonic());
}

}  // namespace

Sender::Sender(asio::any_io_executor executor, const Clock& clock, const WorkerIdentity& identity, FlowControl& flow,
               OutcomeWriter& outcomes, Random random)
    : executor_(executor),
      clock_(clock),
      identity_(identity),
      flow_(flow),
      outcomes_(outcomes),
      random_(std::move(random)),
      record_(clock),
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

asio::awaitable<bool> Sender::join(Deadline deadline) {
    // What another thread has just handed over begins only in its turn: this comes after it.
    co_await asio::post(executor_, asio::use_awaitable);
    const bool ended = co_await tasks_.join(deadline);
    co_return ended;
}

// What has come between since the call was made ready.
std::optional<Happening> Sender::obstacle(const Outgoing& outgoing) const {
    if (called_off_.stop_requested() || outgoing.deadline.passed(clock_) || identity_.current() != outgoing.worker)
        return NotCalled{};
    if (outgoing.expires && *outgoing.expires <= clock_.monotonic()) return Expired{};
    if (auto hold = flow_.closed(*outgoing.route)) return NotCalled{hold->wait, "waits: " + hold->reason};
    return std::nullopt;
}

asio::awaitable<void> Sender::send_one(std::shared_ptr<Outgoing> outgoing) {
    if (auto happening = obstacle(*outgoing)) {
        flow_.not_called(*outgoing->route, outgoing->attempt);
        finish(*outgoing, std::move(*happening));
        co_return;
    }
    HUB_FAILPOINT_ONLY(failpoint::die_of_poison(outgoing->message.data_text()));
    Delivery delivery{outgoing->deadline, outgoing->idempotency_key, outgoing->view.attempts, called_off_.get_token()};
    auto operation = outgoing->sink->deliver(outgoing->message, std::move(delivery));
    runtime::Started<Receipt> started(executor_, std::move(operation));
    const Deadline patience(outgoing->deadline.at() + kGrace);
    auto result = co_await started.result(patience);
    HUB_FAILPOINT("K18.after");
    // The wait's own end is no answer of the sink: what it had begun may still arrive.
    const bool answered = started.finished();
    if (answered && result) {
        flow_.answered(*outgoing->route, outgoing->attempt);
        record_.taken(*outgoing->route);
        finish(*outgoing, Accepted{std::move(result->reference)});
        co_return;
    }
    auto error = answered ? std::move(result).error() : no_answer();
    if (error.kind == ErrorKind::not_begun) {
        flow_.not_called(*outgoing->route, outgoing->attempt);
        const bool others_may = called_off_.stop_requested();
        finish(*outgoing,
               others_may ? NotCalled{} : NotCalled{kNoRoom, "waits: " + outgoing->route->connector + " has no room"});
        co_return;
    }
    flow_.failed(*outgoing->route, error, outgoing->attempt);
    record_.failed(*outgoing->route, error);
    finish(*outgoing, Refused{std::move(error), random_(), left_of(*outgoing, clock_)});
}

void Sender::finish(const Outgoing& outgoing, Happening happening) {
    // A row in sending has an answer to each of these happenings.
    const auto transition = next(outgoing.view, *outgoing.route, happening);
    if (!transition) return;
    if (ended_.empty()) tasks_.spawn("outcomes", hand_over());
    ended_.push_back({*transition, outgoing.position, true});
}

asio::awaitable<void> Sender::hand_over() {
    outcomes_.add(std::exchange(ended_, {}));
    co_return;
}

}  // namespace hub::queues
