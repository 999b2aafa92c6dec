#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "portal/pages/site.hpp"
#include "portal/server/peer_rate_limit.hpp"
#include "router/core/clock.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"

// The public pages, rendered on the server: what they show comes from the router's replies, never from a store.
namespace hub::portal {

// GET / /shops /shops/{shop_id} /chat /about /assets/{file}, POST /chat and the members' pages. Router and clock must
// outlive the endpoints. `base_url` is the public origin ("https://passport.example.jp"): a chat form sent from another
// origin, unless that is the host the request names, starts anew. `questions`: how often one client may send that form,
// per worker.
std::vector<HttpEndpoint> page_endpoints(std::shared_ptr<const Site> site, Router& router, const Clock& clock,
                                         std::string base_url, RateLimit questions);

// The page for a status of 400 and above; statuses without words of their own are shown as their class. `trace_id` is
// what a person can name when asking for help; may be empty.
HttpResponse render_error_page(const SiteContent& content, int status, std::string_view trace_id = {});

}  // namespace hub::portal
