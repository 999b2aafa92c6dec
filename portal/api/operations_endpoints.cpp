#include "portal/api/operations_endpoints.hpp"

#include <fstream>
#include <memory>

#include <unistd.h>

#include "router/core/json.hpp"
#include "router/core/metrics.hpp"

namespace hub::portal {
namespace asio = boost::asio;
namespace {

using Checks = std::shared_ptr<const std::vector<ReadinessCheck>>;

HttpResponse uncached(std::string content_type, std::string body, int status = 200) {
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", std::move(content_type));
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

asio::awaitable<HttpResponse> health() { co_return uncached("application/json", "{\"status\":\"ok\"}"); }

asio::awaitable<HttpResponse> readiness(Checks checks) {
    bool ready = true;
    json::Writer lines;
    lines.begin_array();
    for (const auto& check : *checks) {
        const auto outcome = check.outcome();
        if (check.needed_to_serve && !outcome.ok) ready = false;
        lines.begin_object();
        lines.member("name", check.name);
        lines.member("ok", outcome.ok);
        lines.member("detail", outcome.detail);
        lines.end_object();
    }
    lines.end_array();
    json::Writer writer;
    writer.begin_object();
    writer.member("ready", ready);
    writer.key("checks");
    writer.raw(lines.take());
    writer.end_object();
    co_return uncached("application/json", writer.take(), ready ? 200 : 503);
}

void measure_memory() {
    static auto& resident = metrics::number("process_resident_memory_bytes");
    std::ifstream file("/proc/self/statm");
    std::int64_t all_pages = 0;
    std::int64_t resident_pages = 0;
    if (file >> all_pages >> resident_pages) resident = resident_pages * ::sysconf(_SC_PAGESIZE);
}

asio::awaitable<HttpResponse> all_metrics() {
    measure_memory();
    co_return uncached("text/plain; version=0.0.4; charset=utf-8", metrics::to_text());
}

}  // namespace

HttpEndpoint health_endpoint() {
    return {"GET", "/healthz", [](HttpRequest, Deadline) { return health(); }, 0};
}

std::vector<HttpEndpoint> operations_endpoints(std::vector<ReadinessCheck> checks) {
    const auto shared = std::make_shared<const std::vector<ReadinessCheck>>(std::move(checks));
    return {health_endpoint(),
            {"GET", "/readyz", [shared](HttpRequest, Deadline) { return readiness(shared); }, 0},
            {"GET", "/metrics", [](HttpRequest, Deadline) { return all_metrics(); }, 0}};
}

}  // namespace hub::portal
