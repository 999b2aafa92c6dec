#include "handlers/chat/whereabouts.hpp"

#include <algorithm>
#include <iterator>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::chat {
namespace {

using Match = catalog::Gazetteer::Match;

constexpr double kElsewhere = 1000;  // metres: a second place of the same name that is farther counts as another one
constexpr std::size_t kMostOthers = 3;
constexpr std::size_t kMostSimilar = 4;

Whereabouts found(const catalog::Gazetteer& gazetteer, const Match& match) {
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

// Whether what was said means the place whose name was found inside it. 静岡県の焼津駅 and 焼津周辺 do; 東焼津, 焼津神社 and
// グランフロント大阪 are other places, and an answer about the wrong one is worse than a question.
bool is_meant(const Match& match, const std::string& said) {
    const auto letters = catalog::fold_name(said);
    const auto before = letters.substr(0, match.begin);
    const auto behind = letters.substr(match.begin + match.length);
    const bool before_ends = before.empty() || is_one_of(before.back(), U"のな、。,県府都市区町村");
    if (!before_ends) return false;
    std::u32string_view rest = behind;
    if (rest.starts_with(U"駅")) rest.remove_prefix(1);
    if (rest.starts_with(U"の")) rest.remove_prefix(1);
    static const std::u32string_view kVicinity[] = {U"周辺", U"付近", U"あたり", U"辺り", U"近く", U"近辺", U"界隈",
                                                    U"方面", U"方", U"ほう", U"そば", U"まわり", U"周り"};
    return rest.empty() || std::any_of(std::begin(kVicinity), std::end(kVicinity),
                                       [rest](std::u32string_view word) { return rest.starts_with(word); });
}

Whereabouts at_position(const catalog::Position& position) {
    Whereabouts result;
    result.kind = Whereabouts::Kind::found;
    result.place = ChatPlace{"現在地", position, "position", "visitor"};
    return result;
}

}  // namespace

Whereabouts find_whereabouts(const catalog::Gazetteer& gazetteer, const FulfilmentRequest& request) {
    Whereabouts result;
    if (!request.place.empty()) {
        if (const auto exact = gazetteer.exactly(request.place)) return found(gazetteer, *exact);
        const auto part = gazetteer.longest_in(request.place);
        if (part && is_meant(*part, request.place)) return found(gazetteer, *part);
        result.kind = Whereabouts::Kind::ask_maps;
        result.asked = request.place;
        return result;
    }
    if (!request.here)
        if (const auto inside = gazetteer.longest_in(request.query_text)) return found(gazetteer, *inside);
    if (request.position) return at_position(*request.position);
    if (request.here) {
        result.kind = Whereabouts::Kind::position_missing;
    } else if (request.remembered) {
        result.kind = Whereabouts::Kind::found;
        result.place = request.remembered->place;
    }
    return result;
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
