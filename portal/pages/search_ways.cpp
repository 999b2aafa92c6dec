#include "portal/pages/search_ways.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "portal/pages/search_form.hpp"

namespace hub::portal {
namespace {

SearchQuery from_the_start(SearchQuery query) {
    query.cursor.clear();
    return query;
}

void add_wider(const Texts& texts, const SearchQuery& query, std::vector<Way>& ways) {
    const auto wider = std::upper_bound(std::begin(kRadiuses), std::end(kRadiuses), query.radius_m);
    if (wider == std::end(kRadiuses)) return;
    SearchQuery other = query;
    other.radius_m = *wider;
    ways.push_back({search_url(other), texts.format("shops.empty.radius", {{"radius", radius_text(texts, *wider)}})});
}

Way all_shops(const Texts& texts) { return {search_url({}), texts.get("shops.empty.all")}; }

}  // namespace

std::vector<Way> ways_after_nothing(const Texts& texts, const SearchQuery& asked, bool at_place) {
    const SearchQuery query = from_the_start(asked);
    std::vector<Way> ways;
    if (at_place || query.position) add_wider(texts, query, ways);
    const auto without = [&](std::string SearchQuery::* member, std::string_view key) {
        if ((query.*member).empty()) return;
        SearchQuery other = query;
        (other.*member).clear();
        ways.push_back({search_url(other), texts.get(key)});
    };
    without(&SearchQuery::genre, "shops.empty.genre");
    without(&SearchQuery::tokuten, "shops.empty.tokuten");
    without(&SearchQuery::q, "shops.empty.q");
    without(&SearchQuery::city, "shops.empty.city");
    if (query.programme) {
        SearchQuery other = query;
        other.programme.reset();
        ways.push_back({search_url(other), texts.get("shops.empty.programme")});
    }
    if (query.open_now) {
        SearchQuery other = query;
        other.open_now = false;
        ways.push_back({search_url(other), texts.get("shops.empty.open_now")});
    }
    ways.push_back(all_shops(texts));
    return ways;
}

std::vector<Way> ways_without_place(const Texts& texts, const SearchQuery& asked) {
    SearchQuery by_word = from_the_start(asked);
    if (by_word.q.empty()) by_word.q = by_word.near;
    by_word.near.clear();
    by_word.choice = 0;
    return {{search_url(by_word), texts.format("shops.unknown.keyword", {{"place", by_word.q}})}, all_shops(texts)};
}

}  // namespace hub::portal
