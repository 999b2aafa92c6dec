#include "portal/server/response_headers.hpp"

#include <algorithm>

namespace hub::portal {

void ask_to_wait(HttpResponse& response, std::chrono::milliseconds wait) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    response.headers.emplace_back("Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1)));
}

void ask_for_credentials(HttpResponse& response) {
    response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"passport\"");
}

void forbid_keeping(HttpResponse& response) {
    for (auto& [name, value] : response.headers)
        if (name == "Cache-Control") value = "no-store";
}

}  // namespace hub::portal
