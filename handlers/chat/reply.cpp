#include "handlers/chat/reply.hpp"

#include <charconv>

#include "handlers/catalog/folding.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kLongestBenefit = 120;  // code points

std::string coordinates(catalog::Position position) {
    const auto fixed = [](double degrees) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, degrees, std::chars_format::fixed, 6).ptr;
        return std::string(digits, end);
    };
    return percent_encode(fixed(position.lat) + "," + fixed(position.lng));
}

std::string directions_url(catalog::Position destination, std::optional<catalog::Position> origin) {
    std::string url = "https://www.google.com/maps/dir/?api=1&destination=" + coordinates(destination) +
                      "&travelmode=walking";
    if (origin) url += "&origin=" + coordinates(*origin);
    return url;
}

void write_raw_array(json::Writer& writer, std::string_view name, const std::vector<std::string>& elements) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) writer.raw(element);
    writer.end_array();
}

}  // namespace

void FulfilmentReply::say(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "text");
    writer.member("text", text);
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::offer(const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "chips");
    writer.key("options");
    writer.begin_array();
    for (const auto& text : texts) {
        writer.begin_object();
        writer.member("text", text);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    messages.push_back(writer.take());
}

void FulfilmentReply::link(std::string_view text, std::string_view url) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "link");
    writer.member("text", text);
    writer.member("url", url);
    writer.end_object();
    messages.push_back(writer.take());
}

std::string FulfilmentReply::to_json() const {
    json::Writer writer;
    writer.begin_object();
    write_raw_array(writer, "messages", messages);
    write_raw_array(writer, "shops", shops);
    writer.key("places");
    writer.begin_array();
    for (const auto& place : places) {
        writer.begin_object();
        writer.member("name", place.name);
        writer.member("lat", place.position.lat);
        writer.member("lng", place.position.lng);
        writer.member("kind", place.kind);
        writer.member("source", place.source);
        writer.end_object();
    }
    writer.end_array();
    writer.key("suggestions");
    writer.begin_array();
    for (const auto& suggestion : suggestions) writer.value(suggestion);
    writer.end_array();
    writer.key("contexts");
    write_contexts(writer, contexts);
    writer.end_object();
    return writer.take();
}

std::string shop_json(const catalog::ShopRow& shop, const catalog::CodeList& codes,
                      std::optional<std::int64_t> distance_m, std::optional<catalog::Position> origin) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_id", shop.shop_id);
    writer.member("name", shop.name);
    writer.member("genre", shop.genres.empty() ? std::string_view() : codes.name_of("genre", shop.genres.front()));
    const auto benefit = shop.benefits.empty() ? std::string() : shop.benefits.front().title;
    writer.member("benefit", catalog::shortened(benefit, kLongestBenefit));
    if (distance_m) writer.member("distance_m", *distance_m);
    if (shop.position) {
        writer.member("lat", shop.position->lat);
        writer.member("lng", shop.position->lng);
    }
    writer.member("url", "/shops/" + std::to_string(shop.shop_id));
    if (shop.position) writer.member("directions_url", directions_url(*shop.position, origin));
    writer.end_object();
    return writer.take();
}

std::string readable_distance(std::int64_t metres) {
    if (metres < 1000) return std::to_string(metres) + "m";
    const auto tenths = (metres + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "km";
}

}  // namespace hub::chat
