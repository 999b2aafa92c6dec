#include "handlers/chat/fulfilment_request.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::chat {
namespace {

constexpr int kTurnsRemembered = 5;
constexpr std::size_t kMostTokuten = 5;
constexpr std::size_t kLongestName = 60;  // code points; longer is no name of a place or shop

// A string, or the first one of a list.
std::string one_text(const json::Value& parameters, std::string_view name) {
    const auto found = parameters.find(name);
    if (!found) return {};
    if (const auto text = found->as_string()) return std::string(*text);
    for (const auto& element : found->elements())
        if (const auto text = element.as_string()) return std::string(*text);
    return {};
}

std::vector<std::string> texts(const json::Value& parameters, std::string_view name) {
    std::vector<std::string> found;
    const auto value = parameters.find(name);
    if (!value) return found;
    const auto elements = value->is_array() ? value->elements() : std::vector<json::Value>{*value};
    for (const auto& element : elements) {
        const auto text = element.as_string();
        if (!text || text->empty() || found.size() == kMostTokuten) continue;
        if (std::find(found.begin(), found.end(), *text) == found.end()) found.emplace_back(*text);
    }
    return found;
}

std::optional<catalog::Position> read_position(const std::optional<json::Value>& value) {
    if (!value) return std::nullopt;
    const auto lat = value->number("lat");
    const auto lng = value->number("lng");
    if (!lat || !lng || !catalog::is_valid({*lat, *lng})) return std::nullopt;
    return catalog::Position{*lat, *lng};
}

Wishes read_wishes(const json::Value& parameters) {
    return {one_text(parameters, "genre"), texts(parameters, "tokuten")};
}

std::optional<Remembered> read_remembered(const std::vector<AgentContext>& contexts) {
    for (const auto* name : {"nearby_place", "nearby"}) {
        const auto* context = find_context(contexts, name);
        if (context == nullptr) continue;
        const auto document = json::Document::parse(context->parameters);
        if (!document) continue;
        const auto root = document->root();
        const auto position = read_position(root);
        if (!position) continue;
        ChatPlace place{one_text(root, "place_name"), *position, one_text(root, "place_kind"),
                        one_text(root, "place_source")};
        return Remembered{std::move(place), read_wishes(root)};
    }
    return std::nullopt;
}

}  // namespace

Result<FulfilmentRequest> read_fulfilment_request(const json::Value& data) {
    const auto action = data.string("action");
    if (!action || action->empty())
        return Error{ErrorKind::invalid, "chat.fulfilment_invalid", "the fulfilment request has no action",
                     {}, {{"/action", "is required and must be a non-empty string"}}};
    FulfilmentRequest request;
    request.action = *action;
    request.query_text = data.string("query_text").value_or("");
    if (const auto parameters = data.find("parameters")) {
        request.place = one_text(*parameters, "place");
        request.here = !one_text(*parameters, "here").empty();
        request.wishes = read_wishes(*parameters);
        request.shop_name = one_text(*parameters, "shop_name");
    }
    for (auto* name : {&request.place, &request.shop_name})
        if (catalog::count_code_points(*name) > kLongestName) *name = catalog::shortened(*name, kLongestName);
    request.position = read_position(data.find("position"));
    request.remembered = read_remembered(read_contexts(data.find("contexts")));
    return request;
}

std::vector<AgentContext> contexts_to_remember(const Remembered& remembered) {
    json::Writer writer;
    writer.begin_object();
    writer.member("place_name", remembered.place.name);
    writer.member("place_kind", remembered.place.kind);
    writer.member("place_source", remembered.place.source);
    writer.member("lat", remembered.place.position.lat);
    writer.member("lng", remembered.place.position.lng);
    writer.member("genre", remembered.wishes.genre);
    writer.key("tokuten");
    writer.begin_array();
    for (const auto& name : remembered.wishes.tokuten) writer.value(name);
    writer.end_array();
    writer.end_object();
    const auto parameters = writer.take();
    return {{"nearby", kTurnsRemembered, parameters}, {"nearby_place", kTurnsRemembered, parameters}};
}

}  // namespace hub::chat
