#include "queues/message_changes.hpp"

#include <charconv>

#include "queues/person_change_store.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

constexpr int kUsualRate = 10;  // a second
constexpr std::int64_t kMostAtOnce = 1'000;
constexpr std::size_t kShown = 20;

std::string text_of(const json::Value& object, std::string_view name) {
    return std::string(object.string(name).value_or(""));
}

void add_below(const std::string& pointer, const std::vector<FieldProblem>& found,
               std::vector<FieldProblem>& problems) {
    for (const auto& [field, problem] : found) problems.push_back({pointer + field, problem});
}

Error not_like_that(std::vector<FieldProblem> problems) {
    return {ErrorKind::invalid,
            "messages.invalid_change",
            "nothing was done: the change is not given like that",
            {},
            std::move(problems)};
}

PersonOrder read_order(const json::Value& data, PersonChange change, std::vector<FieldProblem>& problems) {
    PersonOrder order{change, text_of(data, "by"), text_of(data, "reason")};
    add_below("/", problems_of(order), problems);
    return order;
}

Result<std::string> change_one(UnitOfWork& unit_of_work, const Message& message, PersonChange change,
                               const AddressSealer& seal) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    std::vector<FieldProblem> problems;
    NamedChange named;
    named.order = read_order(data, change, problems);
    named.ids = {text_of(data, "id")};
    named.per_second = static_cast<int>(data.integer("per_second").value_or(kUsualRate));
    if (const auto edited = data.find("data")) {
        const auto text = edited_data(edited->to_json());
        if (text) named.data = with_sealed_addresses(*text, seal);
        else add_below("/", text.error().fields, problems);
    }
    if (!problems.empty()) return not_like_that(std::move(problems));
    const auto report = change_named(unit_of_work, named, data.boolean("dry_run").value_or(false));
    if (!report) return report.error();
    return to_json(*report);
}

// Where a replay of many goes on: after this delivery, with so many before it. Written "1234-1000".
struct Place {
    std::int64_t delivery = 0;
    std::size_t index = 0;
};

std::optional<Place> read_place(std::string_view text) {
    Place place;
    if (text.empty()) return place;
    const auto end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, place.delivery);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, place.index);
    if (second.ec != std::errc{} || second.ptr != end || place.delivery < 0) return std::nullopt;
    return place;
}

// The filter by the words of `messages list`.
MessageFilter read_filter_of(const json::Value& data, std::vector<FieldProblem>& problems) {
    const auto given = data.find("filter").value_or(data);
    const auto filter = read_filter(search_in(given));
    if (!filter) {
        add_below("/filter/", filter.error().fields, problems);
        return {};
    }
    for (const auto& [field, problem] : problems_of_replay(*filter))
        problems.push_back({field == "filter" ? "/filter" : "/filter/" + field, problem});
    return *filter;
}

Result<std::string> replay_many(UnitOfWork& unit_of_work, const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    std::vector<FieldProblem> problems;
    const auto order = read_order(data, PersonChange::replay, problems);
    const auto filter = read_filter_of(data, problems);
    const auto place = read_place(data.string("after").value_or(""));
    if (!place) problems.push_back({"/after", "must be the \"next\" of the part before"});
    if (!problems.empty()) return not_like_that(std::move(problems));
    auto replay = look_at_replay(unit_of_work, filter, kShown);
    replay.per_second = static_cast<int>(data.integer("per_second").value_or(kUsualRate));
    if (data.boolean("dry_run").value_or(false)) return to_json(replay);
    const auto most = static_cast<std::size_t>(data.integer("limit").value_or(kMostAtOnce));
    const auto part = replay_part(unit_of_work, order, filter, place->delivery, place->index, replay.per_second, most);
    if (!part) return part.error();
    replay.only_looked = false;
    replay.replayed = part->replayed;
    if (part->found == most)
        replay.next = std::to_string(part->last) + "-" + std::to_string(place->index + part->found);
    return to_json(replay);
}

Change one(PersonChange change, AddressSealer seal) {
    return [change, seal = std::move(seal)](UnitOfWork& unit_of_work, const Message& message) {
        return change_one(unit_of_work, message, change, seal);
    };
}

}  // namespace

Changes message_changes(AddressSealer seal) {
    return {{"messages.park", one(PersonChange::park, seal)},
            {"messages.drop", one(PersonChange::drop, seal)},
            {"messages.replay", one(PersonChange::replay, seal)},
            {"messages.replay_many", replay_many}};
}

}  // namespace hub::queues
