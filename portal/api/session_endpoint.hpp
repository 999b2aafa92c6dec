#pragma once

#include <optional>
#include <string_view>

#include "portal/api/openapi_contract.hpp"
#include "portal/server/caller.hpp"
#include "router/core/http.hpp"

// What operations with x-session do beside the others.
namespace hub::portal {

// 403 for a request that a page of somebody else's site made a browser send, or that comes with a session's cookie and
// without its proof in X-CSRF-Token; nothing when all is well.
std::optional<HttpResponse> forged_answer(const Operation& operation, const HttpRequest& request,
                                          std::string_view trace_id);

// The answer of the operation's success status, never stored on the way. Where a session begins, its token goes into
// the cookie and leaves the content, which says csrf_token instead, unless a second step comes before; where one ends,
// the cookie is removed.
HttpResponse session_answer(const Operation& operation, SharedText reply);

}  // namespace hub::portal
