#include "queues/delivery_rules.hpp"

#include "router/core/failpoint.hpp"

namespace hub::queues {
namespace {

Transition change(const DeliveryView& delivery, State to) {
    Transition transition;
    transition.id = delivery.id;
    transition.from = delivery.state;
    transition.epoch = delivery.epoch;
    transition.to = to;
    return transition;
}

Transition change(const DeliveryView& delivery, State to, std::string code, std::string detail) {
    Transition transition = change(delivery, to);
    transition.error_code = std::move(code);
    transition.error_detail = std::move(detail);
    return transition;
}

// What may be done about an answer that was not "taken".
enum class Remedy { retry, unknown, refused, broken };

Remedy remedy_for(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::transient:
        case ErrorKind::throttled:
        case ErrorKind::cancelled:
        case ErrorKind::not_begun: return Remedy::retry;
        // Our credentials are the operator's to mend; the messages can wait for that.
        case ErrorKind::unauthenticated: return Remedy::retry;
        case ErrorKind::unknown_outcome: return Remedy::unknown;
        case ErrorKind::forbidden:
        case ErrorKind::not_found:
        case ErrorKind::conflict:
        case ErrorKind::invalid:
        case ErrorKind::permanent: return Remedy::refused;
        case ErrorKind::bug: return Remedy::broken;
    }
    return Remedy::broken;
}

State dead_letter_state(const QueuedRoute& route) {
    return route.dead_letter == DeadLetter::park ? State::parked : State::failed;
}

Transition again(const DeliveryView& delivery, std::chrono::milliseconds delay, const Error& error) {
    Transition transition = change(delivery, State::pending, error.code, error.detail);
    transition.delay = delay;
    return transition;
}

// Not for what may have arrived, nor for what nobody has a use for any more.
Transition in_vain(const DeliveryView& delivery, const QueuedRoute& route, std::string code, std::string detail) {
    Transition transition = change(delivery, dead_letter_state(route), std::move(code), std::move(detail));
    transition.fallback = route.fallback;
    return transition;
}

Transition after_refusal(const DeliveryView& delivery, const QueuedRoute& route, const Refused& refused) {
    const Error& error = refused.error;
    const auto delay = retry_delay(route.retry, delivery.attempts, error.retry_after, refused.random);
    const bool too_late = delay && refused.left && *delay >= *refused.left;
    const Remedy remedy = remedy_for(error.kind);
    if (remedy == Remedy::retry) {
        if (too_late)
            return change(delivery, State::failed, kExpiredCode,
                          "送信を" + std::to_string(delivery.attempts) +
                              "回試みましたが、有効期限までに成功しませんでした：" + error.detail);
        if (delay) return again(delivery, *delay, error);
        return in_vain(
            delivery, route, error.code,
            "送信を" + std::to_string(delivery.attempts) + "回試みましたが、成功しませんでした：" + error.detail);
    }
    if (remedy == Remedy::unknown) {
        if (delay && !too_late && route.unknown == UnknownRule::retry) return again(delivery, *delay, error);
        return change(delivery, State::unknown, error.code, "届いたかどうかを確認できません：" + error.detail);
    }
    if (remedy == Remedy::refused)
        return in_vain(delivery, route, error.code, "送信先に受け付けられませんでした：" + error.detail);
    return change(delivery, State::parked, error.code, "プログラムの誤りのため、送信をやめました：" + error.detail);
}

Transition after_crash(const DeliveryView& delivery, const QueuedRoute& route, const WorkerLost& lost) {
    const int crashes = delivery.crashes + (lost.crashed ? 1 : 0);
    Transition transition =
        lost.crashed && crashes >= route.max_crashes
            ? change(delivery, State::parked, "worker.crashed",
                     "処理中にワーカーが" + std::to_string(crashes) + "回停止したため、保留しました")
            : change(delivery, State::pending, "worker.lost", "the worker that held it was lost");
    transition.crashes_step = crashes - delivery.crashes;
    return transition;
}

std::optional<Transition> after_worker_lost(const DeliveryView& delivery, const QueuedRoute& route,
                                            const WorkerLost& lost) {
    if (delivery.state == State::leased) return after_crash(delivery, route, lost);
    if (delivery.state != State::sending ||
        lost.sending_for < route.timeout + HUB_TEST_SETTING("TAKEOVER_MARGIN_MS", kTakeoverMargin))
        return std::nullopt;
    const auto delay = retry_delay(route.retry, delivery.attempts, std::nullopt, lost.random);
    if (route.unknown == UnknownRule::retry && delay && !lost.expired) return after_crash(delivery, route, lost);
    Transition transition = change(delivery, State::unknown, "worker.lost",
                                   "送信中にワーカーが停止したため、届いたかどうかを確認できません");
    transition.crashes_step = lost.crashed ? 1 : 0;
    return transition;
}

// Whether a person decides what becomes of it.
bool is_with_people(const DeliveryView& delivery) {
    return is_final(delivery.state) && delivery.state != State::sent && !delivery.dropped;
}

Transition after_expiry(const DeliveryView& delivery) {
    // In sending it was counted as an attempt that was not made after all.
    const bool counted = delivery.state == State::sending;
    const int attempts = delivery.attempts - (counted ? 1 : 0);
    Transition transition = change(
        delivery, State::failed, kExpiredCode,
        attempts == 0 ? "有効期限を過ぎたため、送信しませんでした"
                      : "有効期限を過ぎたため、送信を" + std::to_string(attempts) + "回試みたところでやめました");
    transition.attempts_step = counted ? -1 : 0;
    return transition;
}

struct Rules {
    const DeliveryView& delivery;
    const QueuedRoute& route;

    std::optional<Transition> operator()(const Claimed&) const {
        if (delivery.state != State::pending) return std::nullopt;
        Transition transition = change(delivery, State::leased);
        transition.epoch_step = 1;
        return transition;
    }

    std::optional<Transition> operator()(const CallBegins&) const {
        if (delivery.state != State::leased) return std::nullopt;
        Transition transition = change(delivery, State::sending);
        transition.attempts_step = 1;
        return transition;
    }

    std::optional<Transition> operator()(const Accepted& accepted) const {
        if (delivery.state != State::sending) return std::nullopt;
        Transition transition = change(delivery, State::sent);
        transition.reference = accepted.reference;
        return transition;
    }

    std::optional<Transition> operator()(const Refused& refused) const {
        if (delivery.state != State::sending) return std::nullopt;
        return after_refusal(delivery, route, refused);
    }

    std::optional<Transition> operator()(const Expired&) const {
        if (delivery.state != State::leased && delivery.state != State::sending) return std::nullopt;
        return after_expiry(delivery);
    }

    std::optional<Transition> operator()(const NotCalled& not_called) const {
        if (delivery.state != State::leased && delivery.state != State::sending) return std::nullopt;
        Transition transition = change(delivery, State::pending);
        transition.attempts_step = delivery.state == State::sending ? -1 : 0;
        transition.delay = not_called.wait;
        transition.error_detail = not_called.reason;
        return transition;
    }

    std::optional<Transition> operator()(const CannotBeSent& reason) const {
        if (delivery.state != State::leased) return std::nullopt;
        return change(delivery, State::parked, reason.error.code, reason.error.detail);
    }

    std::optional<Transition> operator()(const WorkerLost& lost) const {
        return after_worker_lost(delivery, route, lost);
    }

    std::optional<Transition> operator()(const ParkedByPerson& parked) const {
        if (delivery.state != State::pending) return std::nullopt;
        return change(delivery, State::parked, "person.parked",
                      "担当者（" + parked.by + "）が保留しました：" + parked.reason);
    }

    std::optional<Transition> operator()(const Dropped& dropped) const {
        if (!is_with_people(delivery)) return std::nullopt;
        return change(delivery, State::failed, kDroppedCode,
                      "担当者（" + dropped.by + "）が送信を取りやめました：" + dropped.reason);
    }

    std::optional<Transition> operator()(const Replayed& replayed) const {
        if (!is_with_people(delivery)) return std::nullopt;
        Transition transition = change(delivery, State::pending);
        transition.delay = replayed.delay;
        transition.epoch_step = 1;  // tickets that are left from before it was parked are worth nothing
        transition.attempts_step = -delivery.attempts;
        transition.crashes_step = -delivery.crashes;
        return transition;
    }
};

}  // namespace

std::optional<Transition> next(const DeliveryView& delivery, const QueuedRoute& route, const Happening& happening) {
    return std::visit(Rules{delivery, route}, happening);
}

bool travels_alone(int crashes, const QueuedRoute& route) { return crashes > 0 && crashes + 1 >= route.max_crashes; }

bool is_stale(const Ticket& ticket, const DeliveryView* row) {
    if (!row) return true;
    const bool waiting = row->state == State::pending && row->epoch == ticket.epoch;
    const bool under_way = (row->state == State::leased || row->state == State::sending) && row->epoch == ticket.epoch + 1;
    return !waiting && !under_way;
}

}  // namespace hub::queues
