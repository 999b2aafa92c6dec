#pragma once

#include <functional>
#include <memory>

#include <boost/asio/awaitable.hpp>

#include "router/core/clock.hpp"
#include "router/core/kept_answers.hpp"

namespace hub::portal {

// A change that somebody asks for, and how it is answered. Both functions run on a database thread.
struct KeyedChange {
    std::optional<KeyedRequest> request;  // without one nothing is kept, and a repeat is carried out again
    bool keep_answer = true;              // false: only that it was done; the answer holds credentials
    std::function<Result<HttpResponse>(UnitOfWork&)> change;
    std::function<HttpResponse(const Error&)> refusal;
};

struct ChangeAnswer {
    HttpResponse response;
    bool repeated = false;  // it was given before, to the same request
};

// Carries the change out once, however often and from wherever the same request comes: answer and change are one
// transaction, so a repeat finds both or neither. What the change itself refuses (invalid, forbidden, not_found,
// conflict) is kept too: a caller who was told "no" must not have it done by a late copy of the same request. Nothing
// else is kept: trouble of ours (transient, throttled, cancelled, unknown_outcome, permanent, bug) is worth a repeat.
// While another process is at the same request this one waits, 5 s at most. A commit in doubt is looked up once.
// Errors: those; conflict kKeyInUse, invalid kKeyReused, conflict kAnswerNotKept. References must outlive the call.
boost::asio::awaitable<Result<ChangeAnswer>> carry_out(Transactions& transactions, KeptAnswers& answers,
                                                       const Clock& clock, std::shared_ptr<const KeyedChange> change,
                                                       Deadline deadline);

}  // namespace hub::portal
