#include "handlers/chat/whereabouts.hpp"

#include <algorithm>
#include <iterator>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::chat {
namespace {

using Match = catalog::Gazetteer::Match;

// Metres: a second place of the same name that is farther counts as another one. The stations 野田 of JR and 阪神 are
// two; those of 大阪梅田 are one to a pedestrian.
constexpr double kElsewhere = 600;
constexpr std::size_t kMostOthers = 3;
constexpr std::size_t kMostChoices = 5;
constexpr std::size_t kMostSimilar = 4;

// The place with its city, so that the name means this place alone.
std::string choice_of(const catalog::Gazetteer& gazetteer, const catalog::PlaceRow& place) {
    auto name = gazetteer.display_name(place);
    if (place.city.empty() || name.find("（") != std::string::npos) return name;
    return name + "（" + place.city + "）";
}

// Those that are as likely meant as the first one and lie elsewhere, each under a name of its own.
std::vector<std::string> choices_of(const catalog::Gazetteer& gazetteer, const Match& match) {
    std::vector<std::string> choices;
    std::vector<const catalog::PlaceRow*> taken;
    for (const auto* place : match.places) {
        if (place->weight != match.places.front()->weight || choices.size() == kMostChoices) break;
        const bool is_elsewhere = std::all_of(taken.begin(), taken.end(), [&](const catalog::PlaceRow* other) {
            return catalog::metres_between(place->position, other->position) > kElsewhere;
        });
        const auto name = choice_of(gazetteer, *place);
        if (!is_elsewhere || std::find(choices.begin(), choices.end(), name) != choices.end()) continue;
        taken.push_back(place);
        choices.push_back(name);
    }
    return choices;
}

Whereabouts found(const catalog::Gazetteer& gazetteer, const Match& match, const std::string& said) {
    if (auto choices = choices_of(gazetteer, match); choices.size() > 1) {
        Whereabouts result;
        result.kind = Whereabouts::Kind::ambiguous;
        result.choices = std::move(choices);
        result.asked = said;
        return result;
    }
    const auto& meant = *match.places.front();
    Whereabouts result;
    result.kind = Whereabouts::Kind::found;
    result.place = ChatPlace{gazetteer.display_name(meant), meant.position, meant.kind, "gazetteer"};
    for (const auto* other : match.places) {
        if (result.others.size() == kMostOthers) break;
        if (catalog::metres_between(meant.position, other->position) > kElsewhere)
            result.others.push_back(gazetteer.display_name(*other));
    }
    return result;
}

bool is_one_of(char32_t letter, std::u32string_view letters) { return letters.find(letter) != letters.npos; }

// Whether what was said means the place whose name was found inside it. 静岡県の焼津駅 and 焼津周辺 do; 東焼津,
// 焼津神社 and グランフロント大阪 are other places, and an answer about the wrong one is worse than a question.
bool is_meant(const Match& match, const std::string& said) {
    const auto letters = catalog::fold_name(said);
    const auto before = letters.substr(0, match.begin);
    const auto behind = letters.substr(match.begin + match.length);
    const bool before_ends = before.empty() || is_one_of(before.back(), U"のな、。,県府都市区町村");
    if (!before_ends) return false;
    std::u32string_view rest = behind;
    if (rest.starts_with(U"駅")) rest.remove_prefix(1);
    if (rest.starts_with(U"の")) rest.remove_prefix(1);
    static const std::u32string_view kVicinity[] = {U"周辺", U"付近", U"あたり", U"辺り", U"近く",   U"近辺", U"界隈",
                                                    U"方面", U"方",   U"ほう",   U"そば", U"まわり", U"周り"};
    return rest.empty() || std::any_of(std::begin(kVicinity), std::end(kVicinity),
                                       [rest](std::u32string_view word) { return rest.starts_with(word); });
}

Whereabouts at_position(const catalog::Position& position) {
    Whereabouts result;
    result.kind = Whereabouts::Kind::found;
    result.place = ChatPlace{"現在地", position, "position", "visitor"};
    return result;
}

template <typename Row>
std::optional<ChatPlace> as_place(const Row* row, const std::string Row::*name, std::string kind) {
    if (row == nullptr || !row->position) return std::nullopt;
    return ChatPlace{row->*name, *row->position, std::move(kind), "catalog"};
}

std::optional<ChatPlace> place_shown(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    if (!request.remembered) return std::nullopt;
    const auto& shown = request.remembered->shown;
    const auto index = meant_of(shown, request.ordinal);
    if (!index) return request.remembered->place;
    const auto id = shown.ids[*index];
    switch (shown.kind) {
        case Shown::Kind::shops: return as_place(snapshot.find_shop(id), &catalog::ShopRow::name, "shop");
        case Shown::Kind::facilities:
            return as_place(snapshot.facilities().find_facility(id), &catalog::FacilityRow::name, "facility");
        case Shown::Kind::events: return as_place(snapshot.events().find_event(id), &catalog::EventRow::venue, "event");
        case Shown::Kind::nothing: break;
    }
    return std::nullopt;
}

Whereabouts at_place(std::optional<ChatPlace> place, Whereabouts::Kind otherwise) {
    Whereabouts result;
    result.kind = place ? Whereabouts::Kind::found : otherwise;
    result.place = std::move(place);
    return result;
}

Whereabouts named_place(const catalog::Gazetteer& gazetteer, const std::string& said) {
    if (const auto exact = gazetteer.exactly(said)) return found(gazetteer, *exact, said);
    const auto part = gazetteer.longest_in(said);
    if (part && is_meant(*part, said)) return found(gazetteer, *part, said);
    Whereabouts result;
    result.kind = Whereabouts::Kind::ask_maps;
    result.asked = said;
    return result;
}

}  // namespace

std::optional<std::size_t> meant_of(const Shown& shown, const std::optional<int>& ordinal) {
    if (shown.ids.empty()) return std::nullopt;
    if (!ordinal) return shown.focus < shown.ids.size() ? shown.focus : 0;
    if (*ordinal == -1) return shown.ids.size() - 1;
    if (*ordinal < 1 || static_cast<std::size_t>(*ordinal) > shown.ids.size()) return std::nullopt;
    return static_cast<std::size_t>(*ordinal) - 1;
}

Whereabouts find_whereabouts(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    const auto& gazetteer = snapshot.gazetteer();
    if (!request.place.empty()) return named_place(gazetteer, request.place);
    if (request.there) return at_place(place_shown(snapshot, request), Whereabouts::Kind::nothing_shown);
    if (!request.here)
        if (const auto inside = gazetteer.longest_in(request.query_text))
            return found(gazetteer, *inside, gazetteer.display_name(*inside->places.front()));
    if (request.position) return at_position(*request.position);
    if (request.here) return at_place(std::nullopt, Whereabouts::Kind::position_missing);
    const auto remembered = request.remembered ? request.remembered->place : std::nullopt;
    return at_place(remembered, Whereabouts::Kind::not_said);
}

std::vector<std::string> similar_places(const catalog::Gazetteer& gazetteer, const std::string& asked) {
    std::vector<std::string> names;
    if (const auto part = gazetteer.longest_in(asked)) names.push_back(gazetteer.display_name(*part->places.front()));
    for (auto& name : gazetteer.suggestions(asked, kMostSimilar))
        if (names.size() < kMostSimilar && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    return names;
}

}  // namespace hub::chat
