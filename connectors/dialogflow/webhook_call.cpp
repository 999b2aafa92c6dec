#include "connectors/dialogflow/webhook_call.hpp"

#include <algorithm>
#include <cmath>

namespace hub::dialogflow {

bool is_session_name(std::string_view name) {
    return name.starts_with("projects/") && name.find("/sessions/") != std::string_view::npos &&
           name.size() <= kLongestWebhookName && std::all_of(name.begin(), name.end(), [](char character) {
               return character > ' ' && character < 0x7f && character != '"' && character != '\\';
           });
}

void write_payload_position(json::Writer& writer, const std::optional<json::Value>& payload) {
    const auto position = payload ? payload->find("position") : std::nullopt;
    const auto lat = position ? position->number("lat") : std::nullopt;
    const auto lng = position ? position->number("lng") : std::nullopt;
    if (!lat || !lng || std::abs(*lat) > 90 || std::abs(*lng) > 180) return;
    writer.key("position");
    writer.begin_object();
    writer.member("lat", *lat);
    writer.member("lng", *lng);
    writer.end_object();
}

std::string_view text_at(const json::Value& value, std::string_view pointer) {
    const auto found = value.at_pointer(pointer);
    return found ? found->as_string().value_or("") : std::string_view();
}

}  // namespace hub::dialogflow
