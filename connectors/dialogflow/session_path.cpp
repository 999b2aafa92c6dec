#include "connectors/dialogflow/session_path.hpp"

#include <algorithm>

#include "router/core/http.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::string_view kContexts = "/contexts/";
constexpr std::size_t kLongestContextId = 250;

bool is_regional(const DialogflowSettings& settings) {
    return !settings.location.empty() && settings.location != "global";
}

}  // namespace

std::string base_url(const DialogflowSettings& settings) {
    if (!settings.base_url.empty()) return settings.base_url;
    return "https://" + (is_regional(settings) ? settings.location + "-" : std::string()) + "dialogflow.googleapis.com";
}

std::string session_path(const DialogflowSettings& settings, std::string_view session) {
    std::string path = "projects/" + percent_encode(settings.project_id);
    // The short form is the one every version of the API understands for global agents.
    if (is_regional(settings)) path += "/locations/" + percent_encode(settings.location);
    path += "/agent";
    if (!settings.environment.empty()) path += "/environments/" + percent_encode(settings.environment) + "/users/-";
    return path + "/sessions/" + percent_encode(session);
}

std::string session_url(const DialogflowSettings& settings, std::string_view session, std::string_view method) {
    return base_url(settings) + "/v2/" + session_path(settings, session) + std::string(method);
}

std::string context_name(std::string_view session_path, std::string_view id) {
    return std::string(session_path) + std::string(kContexts) + std::string(id);
}

std::string context_id(std::string_view name) {
    const auto at = name.rfind(kContexts);
    if (at == std::string_view::npos) return {};
    std::string id(name.substr(at + kContexts.size()));
    std::transform(id.begin(), id.end(), id.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
    });
    return id;
}

bool is_context_id(std::string_view id) {
    return !id.empty() && id.size() <= kLongestContextId && std::all_of(id.begin(), id.end(), [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '_' || character == '-' || character == '%';
    });
}

bool is_reserved_context(std::string_view id) { return id.starts_with("__"); }

}  // namespace hub::dialogflow
