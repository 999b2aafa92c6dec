#pragma once

#include <string>
#include <string_view>

#include "portal/server/listener.hpp"
#include "portal/server/request_gate.hpp"
#include "router/core/http.hpp"

// Answers the server gives without, or instead of, an endpoint. Internal to portal/server.
namespace hub::portal {

// Whether the one who asks is a browser that would show HTML: it accepts it, and the target is outside /api/.
bool wants_html(std::string_view target, const HttpHeaders& headers);

// 32 hexadecimal digits under which the log has the same event.
std::string fresh_trace_id();

HttpResponse gate_error(const ErrorPage& page, bool wants_page, const GateAnswer& answer);

// 500, and a log line with `what` under the same trace id.
HttpResponse internal_error(const ErrorPage& page, bool wants_page, const HttpEndpoint& endpoint,
                            std::string_view what);

}  // namespace hub::portal
