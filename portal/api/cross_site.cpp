#include "portal/api/cross_site.hpp"

#include <algorithm>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {

// "[::1]:8081" and "127.0.0.1:8081" without the port.
std::string_view without_port(std::string_view host) {
    const auto colon = host.rfind(':');
    const bool has_port = colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos;
    return has_port ? host.substr(0, colon) : host;
}

bool is_address(std::string_view host) {
    if (host.starts_with('[')) return true;
    return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool is_cross_site(const HttpRequest& request) {
    const auto site = find_header(request.headers, "Sec-Fetch-Site");
    if (site && *site != "same-origin" && *site != "none") return true;
    const auto origin = find_header(request.headers, "Origin");
    if (!origin) return false;
    const auto scheme = origin->find("://");
    if (scheme == std::string_view::npos) return true;  // "null": a page that hides where it is from
    return !equals_ignoring_case(origin->substr(scheme + 3), find_header(request.headers, "Host").value_or(""));
}

bool is_under_own_name(const HttpRequest& request, const std::vector<std::string>& names) {
    const auto host = without_port(find_header(request.headers, "Host").value_or(""));
    const auto is_host = [host](std::string_view name) { return equals_ignoring_case(name, host); };
    return host.empty() || is_address(host) || is_host("localhost") || std::any_of(names.begin(), names.end(), is_host);
}

}  // namespace hub::portal
