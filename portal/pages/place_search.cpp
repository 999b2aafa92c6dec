#include "portal/pages/place_search.hpp"

#include "router/core/json.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

FoundPlaces read_places(const json::Value& reply) {
    FoundPlaces found;
    if (const auto places = reply.find("places"))
        for (const auto& place : places->elements()) {
            const auto name = place.string("name");
            const auto lat = place.number("lat");
            const auto lng = place.number("lng");
            if (name && lat && lng) {
                const auto source = place.string("source").value_or(std::string_view());
                found.places.push_back({std::string(*name), {*lat, *lng}, std::string(source)});
            }
        }
    if (const auto suggestions = reply.find("suggestions"))
        for (const auto& suggestion : suggestions->elements())
            if (const auto text = suggestion.as_string()) found.suggestions.emplace_back(*text);
    return found;
}

}  // namespace

boost::asio::awaitable<FoundPlaces> find_places(PageRequest request, std::string text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", text);
    writer.end_object();
    std::string data = writer.take();
    const Result<json::Document> reply = co_await ask(request, "place.find", std::move(data));
    if (reply) co_return read_places(reply->root());
    FoundPlaces found;
    if (reply.error().kind == ErrorKind::invalid) co_return found;
    log::warning("pages.place_failed", {{"code", reply.error().code}});
    found.failed = true;
    co_return found;
}

}  // namespace hub::portal
