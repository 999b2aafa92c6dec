#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "portal/api/openapi_contract.hpp"
#include "router/core/change.hpp"
#include "router/core/clock.hpp"
#include "router/core/http.hpp"
#include "router/core/kept_answers.hpp"

namespace hub::portal {

// What the operations of a listener that change data are carried out with. References must outlive it.
struct ChangeService {
    Transactions& transactions;
    KeptAnswers& answers;
    Changes changes;
    std::vector<std::string> own_names{};  // host names under which browsers may ask, beside addresses and localhost
};

// Answers one request of an operation with an Idempotency-Key; `data` is its checked data. Refused before anything is
// done: pages of other sites (403), a body that is not JSON (415), a missing or wrong key (400), a key of another
// request (422), one that is still being carried out (409). A repeat is answered with the same bytes, marked by
// "Idempotent-Replayed: true" as other APIs do.
boost::asio::awaitable<HttpResponse> answer_change(std::shared_ptr<const ChangeService> service,
                                                   const Operation& operation, HttpRequest request, std::string data,
                                                   const Clock& clock, Deadline deadline);

// The key that a request of an operation which takes one comes with. Error: invalid, when it is missing or wrong.
Result<std::optional<std::string>> change_key(const Operation& operation, const HttpRequest& request);

// The answer to a change that was not made; 422 for a key of another request.
HttpResponse change_failure(const Operation& operation, const Error& error, std::string_view trace_id);

// The answer of the operation's success status.
HttpResponse api_success(const Operation& operation, SharedText reply);

// An error as problem details, its fields under the request's names (named_as_asked); what only we can put right is
// logged. A 429 says when the next try is admitted in the fields of rate_limit_fields.hpp, too, unless x-rate-limit
// does so on every answer.
HttpResponse api_failure(const Operation& operation, const Error& error, std::string_view trace_id);

}  // namespace hub::portal
