#include "portal/pages/search_form.hpp"

#include <algorithm>
#include <iterator>

namespace hub::portal {
namespace {

void fill_options(Values form, const std::string& section, const std::vector<CodeName>& names,
                  std::string_view chosen) {
    const auto fill = [&](std::string_view value, std::string_view name) {
        Values option = form.row(section);
        option.set("VALUE", value);
        option.set("NAME", name);
        if (value == chosen && !chosen.empty()) option.show("SELECTED");
    };
    bool known = chosen.empty();
    for (const auto& [code, name] : names) {
        fill(code, name);
        known = known || code == chosen;
    }
    // A code of an old link, or lists that are missing: searching again must not silently drop it.
    if (!known) fill(chosen, chosen);
}

void fill_radiuses(const Texts& texts, Values form, int chosen) {
    std::vector<int> radiuses(std::begin(kRadiuses), std::end(kRadiuses));
    if (std::find(radiuses.begin(), radiuses.end(), chosen) == radiuses.end()) radiuses.push_back(chosen);
    std::sort(radiuses.begin(), radiuses.end());
    std::vector<CodeName> names;
    for (const int radius : radiuses) names.emplace_back(std::to_string(radius), radius_text(texts, radius));
    fill_options(form, "RADIUS", names, std::to_string(chosen));
}

void fill_position(Values form, const SearchQuery& query) {
    if (!query.position) return form.show("NO_POSITION");
    form.set("LAT", degrees(query.position->lat));
    form.set("LNG", degrees(query.position->lng));
    form.show("AT_POSITION");
}

}  // namespace

std::string radius_text(const Texts& texts, int radius_m) {
    if (radius_m % 1000 != 0) return texts.format("search.radius.metres", {{"radius", std::to_string(radius_m)}});
    return texts.format("search.radius.kilometres", {{"radius", std::to_string(radius_m / 1000)}});
}

void fill_search_form(const Texts& texts, Values page, const SearchQuery& query, const CodeNames& codes,
                      bool near_is_wrong) {
    Values form = page.include("SEARCH_FORM", "search_form.tpl");
    form.set("NEAR", query.near);
    if (near_is_wrong) form.show("NEAR_PROBLEM");
    fill_position(form, query);
    const int conditions = query.conditions();
    if (conditions > 0) form.show("NARROWED");
    const std::string count = std::to_string(conditions);
    form.set("NARROW_TITLE", conditions == 0 ? texts.get("search.narrow")
                                             : texts.format("search.narrow.count", {{"count", count}}));
    form.set("Q", query.q);
    if (query.open_now) form.show("OPEN_NOW");
    fill_options(form, "GENRE", codes.genres, query.genre);
    fill_options(form, "TOKUTEN", codes.tokuten, query.tokuten);
    fill_options(form, "CITY", codes.cities, query.city);
    fill_options(form, "PROGRAMME", {{"1", texts.get("search.programme.1")}, {"2", texts.get("search.programme.2")}},
                 query.programme ? std::to_string(*query.programme) : std::string());
    fill_radiuses(texts, form, query.radius_m);
}

}  // namespace hub::portal
