#include "handlers/chat/dialogue_memory.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "handlers/catalog/geodesy.hpp"
#include "handlers/chat/parameters.hpp"
#include "handlers/chat/radius_steps.hpp"

namespace hub::chat {
namespace {

constexpr int kTurnsRemembered = 5;
constexpr std::size_t kMostShown = 10;
constexpr std::int64_t kPage = 5;
constexpr std::int64_t kMostSkipped = 1'000;
constexpr std::int64_t kLastDay = 100'000;  // days since 1970: the year 2243

constexpr std::array<std::pair<Shown::Kind, std::string_view>, 3> kKinds{
    {{Shown::Kind::shops, "shops"}, {Shown::Kind::facilities, "facilities"}, {Shown::Kind::events, "events"}}};

std::string_view name_of(Shown::Kind kind) {
    for (const auto& [one, name] : kKinds)
        if (one == kind) return name;
    return "";
}

Shown::Kind kind_of(std::string_view wanted) {
    for (const auto& [kind, name] : kKinds)
        if (name == wanted) return kind;
    return Shown::Kind::nothing;
}

void write_texts(json::Writer& writer, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    writer.key(name);
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
}

void write_place(json::Writer& writer, const ChatPlace& place) {
    writer.member("place_name", place.name);
    writer.member("place_kind", place.kind);
    writer.member("place_source", place.source);
    writer.member("lat", place.position.lat);
    writer.member("lng", place.position.lng);
}

void write_shown(json::Writer& writer, const Shown& shown) {
    if (shown.kind == Shown::Kind::nothing) return;
    writer.member("shown", name_of(shown.kind));
    writer.key("shown_ids");
    writer.begin_array();
    for (std::size_t index = 0; index < std::min(kMostShown, shown.ids.size()); ++index) writer.value(shown.ids[index]);
    writer.end_array();
    writer.member("focus", shown.focus);
}

std::int64_t number_of(std::chrono::sys_days day) { return day.time_since_epoch().count(); }

std::optional<ChatPlace> read_place(const json::Value& root) {
    const auto position = read_position(root);
    if (!position) return std::nullopt;
    return ChatPlace{one_text(root, "place_name"), *position, one_text(root, "place_kind"),
                     one_text(root, "place_source")};
}

Shown read_shown(const json::Value& root) {
    Shown shown;
    shown.kind = kind_of(one_text(root, "shown"));
    const auto ids = root.find("shown_ids");
    if (shown.kind == Shown::Kind::nothing || !ids) return shown;
    for (const auto& element : ids->elements())
        if (const auto id = element.as_integer(); id && shown.ids.size() < kMostShown) shown.ids.push_back(*id);
    const auto focus = root.integer("focus").value_or(0);
    if (focus > 0 && static_cast<std::size_t>(focus) < shown.ids.size()) shown.focus = static_cast<std::size_t>(focus);
    return shown;
}

std::optional<DayRange> read_days(const json::Value& root) {
    const auto first = root.integer("first_day");
    const auto last = root.integer("last_day");
    if (!first || !last || *first < 0 || *last < *first || *last > kLastDay) return std::nullopt;
    return DayRange{std::chrono::sys_days(std::chrono::days(*first)), std::chrono::sys_days(std::chrono::days(*last))};
}

Window read_window(const json::Value& root) {
    Window window;
    window.radius_m = std::clamp(root.number("radius_m").value_or(kNear), kRadiusSteps.front(), kRadiusSteps.back());
    window.beyond_m = std::clamp(root.number("beyond_m").value_or(0), 0.0, kRadiusSteps.back());
    window.skip = static_cast<std::size_t>(std::clamp<std::int64_t>(root.integer("skip").value_or(0), 0, kMostSkipped));
    // A dialogue that began before a page's length was remembered had whole pages.
    const auto told = root.integer("told").value_or(kPage);
    window.told = static_cast<std::size_t>(std::clamp<std::int64_t>(told, 0, kMostShown));
    return window;
}

}  // namespace

std::vector<AgentContext> contexts_to_remember(const Remembered& remembered) {
    json::Writer place;
    place.begin_object();
    if (remembered.place) write_place(place, *remembered.place);
    place.end_object();
    json::Writer writer;
    writer.begin_object();
    if (remembered.place) write_place(writer, *remembered.place);
    if (!remembered.wishes.genre.empty()) writer.member("genre", remembered.wishes.genre);
    write_texts(writer, "tokuten", remembered.wishes.tokuten);
    if (remembered.wishes.open_now) writer.member("open_now", true);
    write_texts(writer, "facilities", remembered.facilities);
    if (remembered.days) {
        writer.member("first_day", number_of(remembered.days->first));
        writer.member("last_day", number_of(remembered.days->last));
        writer.member("free", remembered.free);
    }
    writer.member("radius_m", remembered.window.radius_m);
    writer.member("beyond_m", remembered.window.beyond_m);
    writer.member("skip", remembered.window.skip);
    writer.member("told", remembered.window.told);
    write_shown(writer, remembered.shown);
    writer.end_object();
    return {{"nearby", kTurnsRemembered, place.take()}, {"nearby_place", kTurnsRemembered, writer.take()}};
}

std::optional<Remembered> read_remembered(const std::vector<AgentContext>& contexts) {
    for (const auto* name : {"nearby_place", "nearby"}) {
        const auto* context = find_context(contexts, name);
        if (context == nullptr) continue;
        const auto document = json::Document::parse(context->parameters);
        if (!document) continue;
        const auto root = document->root();
        Remembered remembered;
        remembered.place = read_place(root);
        remembered.shown = read_shown(root);
        if (!remembered.place && remembered.shown.ids.empty()) continue;
        remembered.wishes = {one_text(root, "genre"), texts(root, "tokuten"), root.boolean("open_now").value_or(false)};
        remembered.facilities = texts(root, "facilities");
        remembered.days = read_days(root);
        remembered.free = root.boolean("free").value_or(false);
        remembered.window = read_window(root);
        return remembered;
    }
    return std::nullopt;
}

}  // namespace hub::chat
