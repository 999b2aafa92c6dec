#pragma once

#include <functional>
#include <string>
#include <vector>

#include "router/core/http.hpp"

namespace hub::portal {

struct CheckOutcome {
    bool ok = false;
    std::string detail;  // for operators, English; no secrets
};

// One line of /readyz. `outcome` is called for each request on the I/O thread and must not block: what takes time is
// probed elsewhere, and its last result returned here.
struct ReadinessCheck {
    std::string name;
    std::function<CheckOutcome()> outcome;
    bool needed_to_serve = false;  // when it fails, /readyz says 503; others only say so in their line
};

// GET /healthz: 200 {"status":"ok"} while the I/O thread runs. For both listeners.
HttpEndpoint health_endpoint();

// GET /healthz, GET /readyz (200 or 503 {"ready", "checks": [{"name", "ok", "detail"}]}) and GET /metrics (Prometheus
// text format, with the process's resident memory). For the operations listener.
std::vector<HttpEndpoint> operations_endpoints(std::vector<ReadinessCheck> checks);

}  // namespace hub::portal
