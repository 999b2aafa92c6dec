#include "connectors/dialogflow/cx_session.hpp"

#include <algorithm>
#include <array>

#include "connectors/dialogflow/session_path.hpp"
#include "router/core/http.hpp"

namespace hub::dialogflow::cx {

std::string agent_path(const DialogflowSettings& settings) {
    return "projects/" + percent_encode(settings.project_id) + "/locations/" +
           percent_encode(settings.location.empty() ? "global" : settings.location) + "/agents/" +
           percent_encode(settings.agent_id);
}

std::string session_url(const DialogflowSettings& settings, std::string_view session, std::string_view method) {
    auto url = base_url(settings) + "/v3/" + agent_path(settings);
    if (!settings.environment.empty()) url += "/environments/" + percent_encode(settings.environment);
    return url + "/sessions/" + percent_encode(session) + std::string(method);
}

std::string start_page(const DialogflowSettings& settings) {
    return agent_path(settings) + "/flows/00000000-0000-0000-0000-000000000000/pages/START_PAGE";
}

bool is_under_way(std::string_view page) {
    constexpr std::array<std::string_view, 5> kEnds = {"START_PAGE", "END_PAGE", "END_FLOW", "END_SESSION", ""};
    const auto at = page.rfind("/pages/");
    if (at == std::string_view::npos) return false;
    const auto id = page.substr(at + std::string_view("/pages/").size());
    return std::find(kEnds.begin(), kEnds.end(), id) == kEnds.end();
}

}  // namespace hub::dialogflow::cx
