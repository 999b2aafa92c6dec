#include "portal/api/keyed_change.hpp"

#include "portal/server/repeat_wait.hpp"

namespace hub::portal {
namespace {

namespace asio = boost::asio;

// What one transaction finds out, on a database thread; read when it has ended.
struct Attempt {
    ChangeAnswer answer;
    bool refused = false;  // by the change itself
};

bool is_final(ErrorKind kind) {
    return kind == ErrorKind::invalid || kind == ErrorKind::forbidden || kind == ErrorKind::not_found ||
           kind == ErrorKind::conflict;
}

// The change, or, when it has refused before, the keeping of that answer.
Result<HttpResponse> new_answer(const KeyedChange& change, const std::optional<HttpResponse>& refusal,
                                UnitOfWork& unit_of_work, Attempt& attempt) {
    if (refusal) return *refusal;
    attempt.refused = true;  // also when it throws
    auto response = change.change(unit_of_work);
    attempt.refused = !response;
    return response;
}

Result<void> in_transaction(KeptAnswers& answers, const KeyedChange& change, const std::optional<HttpResponse>& refusal,
                            UnitOfWork& unit_of_work, Attempt& attempt) {
    if (change.request) {
        auto before = answers.claim(unit_of_work, *change.request);
        if (!before) return before.error();
        if (*before) {
            attempt.answer = {std::move(**before), true};
            return Result<void>::success();
        }
    }
    auto response = new_answer(change, refusal, unit_of_work, attempt);
    if (!response) return response.error();
    attempt.answer.response = std::move(*response);
    if (!change.request) return Result<void>::success();
    const bool whole = change.keep_answer || refusal;
    return answers.keep(unit_of_work, *change.request, whole ? &attempt.answer.response : nullptr);
}

}  // namespace

asio::awaitable<Result<ChangeAnswer>> carry_out(Transactions& transactions, KeptAnswers& answers, const Clock& clock,
                                                std::shared_ptr<const KeyedChange> change, Deadline deadline) {
    RepeatWait wait(clock, deadline);
    std::optional<HttpResponse> refusal;
    bool looked_up = false;
    for (;;) {
        const auto attempt = std::make_shared<Attempt>();
        Transactions::Job job = [&answers, change, refusal, attempt](UnitOfWork& unit_of_work) {
            return in_transaction(answers, *change, refusal, unit_of_work, *attempt);
        };
        const auto done = co_await transactions.run(std::move(job), deadline);
        if (done) co_return std::move(attempt->answer);
        const auto& error = done.error();
        if (is_final(error.kind) && attempt->refused) {
            // Nothing has happened, and this transaction is gone: the answer is kept in one of its own, unless another
            // process has meanwhile given one.
            refusal = change->refusal(error);
            if (!change->request) co_return ChangeAnswer{std::move(*refusal)};
            continue;
        }
        const bool in_use = error.code == kKeyInUse;
        const bool in_doubt = error.kind == ErrorKind::unknown_outcome && change->request && !looked_up;
        looked_up = looked_up || in_doubt;
        if (!in_use && !in_doubt) co_return error;
        const bool again = co_await wait.pause();
        if (!again) co_return error;
    }
}

}  // namespace hub::portal
