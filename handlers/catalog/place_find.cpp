#include "handlers/catalog/place_find.hpp"

#include <algorithm>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLongestText = 100;  // code points
constexpr std::size_t kMostPlaces = 5;
constexpr std::size_t kMostSuggestions = 5;

// Both numbers or none.
std::optional<Position> read_position(FieldReader& reader) {
    const auto lat = reader.number("lat", -90, 90);
    const auto lng = reader.number("lng", -180, 180);
    if (lat.has_value() == lng.has_value()) return lat ? std::optional(Position{*lat, *lng}) : std::nullopt;
    if (reader.ok()) reader.wrong(lat ? "lng" : "lat", "緯度と経度は両方を指定してください。");
    return std::nullopt;
}

struct Question {
    std::string text;
    std::optional<Position> near;
};

Result<Question> read_question(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "place.text_invalid");
    const auto text = reader.text("text");
    const auto length = count_code_points(text);
    if (reader.ok() && (fold(text).empty() || length > kLongestText))
        reader.wrong("text", "場所の名前を100文字以内で指定してください。");
    const auto near = read_position(reader);
    if (!reader.ok()) return reader.problems();
    return Question{text, near};
}

PlaceRow postal_place(const PlaceIndex::PostalPlace& found) {
    PlaceRow place;
    place.name = "〒" + found.code;
    place.kind = "postal_code";
    place.position = found.position;
    return place;
}

std::vector<PlaceRow> rows_of(const Gazetteer::Match& match) {
    std::vector<PlaceRow> rows;
    for (const auto* place : match.places) rows.push_back(*place);
    return rows;
}

// What the hub itself knows, in this order: a place of exactly this name, a postal code, an address down to its town,
// the longest name inside the text (焼津駅の近く).
std::vector<PlaceRow> known(const PlaceIndex& index, const std::string& text) {
    if (const auto match = index.gazetteer().exactly(text)) return rows_of(*match);
    if (const auto found = index.with_postal_code(text)) return {postal_place(*found)};
    if (auto address = index.at_address(text)) return {std::move(*address)};
    const auto inside = index.gazetteer().longest_in(text);
    return inside ? rows_of(*inside) : std::vector<PlaceRow>();
}

void nearest_first(std::vector<PlaceRow>& places, Position near) {
    std::stable_sort(places.begin(), places.end(), [near](const PlaceRow& one, const PlaceRow& other) {
        return metres_between(near, one.position) < metres_between(near, other.position);
    });
}

SharedText reply(const Snapshot& snapshot, const std::vector<PlaceRow>& places) {
    json::Writer writer;
    writer.begin_object();
    writer.key("places");
    writer.begin_array();
    for (std::size_t index = 0; index < std::min(places.size(), kMostPlaces); ++index)
        write_place(writer, snapshot.gazetteer(), places[index]);
    writer.end_array();
    writer.key("suggestions");
    writer.begin_array();
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText reply(const Snapshot& snapshot, const std::string& text, const Result<SharedText>& looked_up) {
    json::Writer writer;
    writer.begin_object();
    writer.key("places");
    writer.begin_array();
    std::size_t places = 0;
    if (looked_up && *looked_up) {
        const auto document = json::Document::parse(**looked_up);
        const auto found = document ? document->root().find("places") : std::nullopt;
        for (const auto& place : found ? found->elements() : std::vector<json::Value>{}) {
            writer.raw(place.to_json());
            ++places;
        }
    }
    writer.end_array();
    writer.key("suggestions");
    writer.begin_array();
    if (places == 0)
        for (const auto& name : snapshot.gazetteer().suggestions(text, kMostSuggestions)) writer.value(name);
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

void write_place(json::Writer& writer, const Gazetteer& gazetteer, const PlaceRow& place) {
    writer.begin_object();
    writer.member("name", gazetteer.display_name(place));
    writer.member("lat", place.position.lat);
    writer.member("lng", place.position.lng);
    writer.member("kind", place.kind);
    writer.member("source", "gazetteer");
    writer.end_object();
}

boost::asio::awaitable<Result<SharedText>> PlaceFindHandler::handle(Message message, Deadline deadline) {
    const auto question = read_question(message);
    if (!question) co_return question.error();
    const auto snapshot = holder_.current();
    auto places = known(snapshot->place_index(), question->text);
    if (question->near) nearest_first(places, *question->near);
    if (!places.empty()) co_return reply(*snapshot, places);

    json::Writer writer;
    writer.begin_object();
    writer.member("text", question->text);
    writer.end_object();
    Message lookup = make_message_from(message, clock_, "/handlers/catalog", "place.lookup", writer.take());
    const Result<SharedText> looked_up = co_await router_.ask(std::move(lookup), deadline);
    co_return reply(*snapshot, question->text, looked_up);
}

}  // namespace hub::catalog
