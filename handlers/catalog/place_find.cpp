#include "handlers/catalog/place_find.hpp"

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLongestText = 100;  // code points
constexpr std::size_t kMostPlaces = 5;
constexpr std::size_t kMostSuggestions = 5;

Result<std::string> read_text(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "place.text_invalid");
    const auto text = reader.text("text");
    const auto length = count_code_points(text);
    if (reader.ok() && (fold(text).empty() || length > kLongestText))
        reader.wrong("text", "場所の名前を100文字以内で指定してください。");
    if (!reader.ok()) return reader.problems();
    return text;
}

// What the gazetteer knows: the name itself, else the longest name inside the text (焼津駅の近く).
std::optional<Gazetteer::Match> known(const Gazetteer& gazetteer, const std::string& text) {
    auto match = gazetteer.exactly(text);
    return match ? match : gazetteer.longest_in(text);
}

SharedText reply(const Snapshot& snapshot, const Gazetteer::Match& match) {
    json::Writer writer;
    writer.begin_object();
    writer.key("places");
    writer.begin_array();
    for (std::size_t index = 0; index < std::min(match.places.size(), kMostPlaces); ++index)
        write_place(writer, snapshot.gazetteer(), *match.places[index]);
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
    const auto text = read_text(message);
    if (!text) co_return text.error();
    const auto snapshot = holder_.current();
    if (const auto match = known(snapshot->gazetteer(), *text)) co_return reply(*snapshot, *match);

    json::Writer writer;
    writer.begin_object();
    writer.member("text", *text);
    writer.end_object();
    Message question = make_message_from(message, clock_, "/handlers/catalog", "place.lookup", writer.take());
    const Result<SharedText> looked_up = co_await router_.ask(std::move(question), deadline);
    co_return reply(*snapshot, *text, looked_up);
}

}  // namespace hub::catalog
