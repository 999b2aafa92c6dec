#include "handlers/chat/nearby_search.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "handlers/chat/radius_steps.hpp"

namespace hub::chat {
namespace {

using Found = catalog::Snapshot::Found;

// So many behind those shown before are looked at for refinements, and for what does not say when it is open.
constexpr std::size_t kMostCandidates = 500;

catalog::ShopQuery query_for(const catalog::Snapshot& snapshot, catalog::Position centre, const Window& window,
                             const Wishes& wishes) {
    // A name that is in no code list is passed as it is: it is a code no shop has.
    const auto code_of = [&snapshot](std::string_view kind, const std::string& name) {
        return snapshot.codes().code_of(kind, name).value_or(name);
    };
    catalog::ShopQuery query;
    query.near = centre;
    query.radius_m = window.radius_m;
    query.beyond_m = window.beyond_m;
    query.order = catalog::ShopOrder::distance;
    query.limit = window.skip + kMostCandidates;
    // The chat is the child-rearing passport's; shops for couples only would be no answer to a parent.
    query.programme = catalog::Programme::child_rearing;
    if (!wishes.genre.empty()) query.genres.push_back(code_of("genre", wishes.genre));
    for (const auto& name : wishes.tokuten) query.tokuten.push_back(code_of("tokuten", name));
    return query;
}

// Names by how many of `total` shops have them; those that all have would not narrow anything down.
std::vector<std::string> narrowing(const std::map<std::string, std::size_t>& counts, std::size_t total,
                                   std::size_t most) {
    std::vector<std::pair<std::size_t, std::string>> sorted;
    for (const auto& [name, count] : counts)
        if (count < total) sorted.emplace_back(total - count, name);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> names;
    for (std::size_t index = 0; index < std::min(most, sorted.size()); ++index) names.push_back(sorted[index].second);
    return names;
}

// Leaves those that do not say whether they are open.
void keep_silent(catalog::Snapshot::FoundPage& page, const catalog::Snapshot& snapshot, WallTime now) {
    std::erase_if(page.shops,
                  [&](const Found& found) { return snapshot.is_open(*found.shop, japanese_time(now)).has_value(); });
    page.total = page.shops.size();
}

NearbyFinds search_window(const catalog::Snapshot& snapshot, catalog::Position centre, const Wishes& wishes,
                          const Window& window, WallTime now) {
    auto query = query_for(snapshot, centre, window, wishes);
    query.open_now = wishes.open_now;
    query.now = japanese_time(now);
    auto page = snapshot.find_shops(query);
    NearbyFinds finds;
    if (wishes.open_now && page.total == 0) {
        query.open_now = false;
        page = snapshot.find_shops(query);
        keep_silent(page, snapshot, now);
        finds.hours_unknown = page.total > 0;
    }
    finds.window = window;
    finds.total = page.total;
    auto& shops = page.shops;
    for (std::size_t index = window.skip; index < std::min(window.skip + kMostShown, shops.size()); ++index)
        finds.shops.push_back(shops[index]);
    finds.window.told = finds.shops.size();
    finds.candidates = std::move(shops);
    return finds;
}

}  // namespace

NearbyFinds search_nearby(const catalog::Snapshot& snapshot, catalog::Position centre, const Wishes& wishes,
                          const Window& window, WallTime now) {
    auto finds = search_window(snapshot, centre, wishes, window, now);
    for (auto wider = step_above(window.radius_m); finds.shops.empty() && wider; wider = step_above(*wider)) {
        // Where a search found something but its pages are over, the next ones lie beyond.
        const double beyond = window.skip > 0 ? window.radius_m : window.beyond_m;
        finds = search_window(snapshot, centre, wishes, {*wider, beyond, 0}, now);
        finds.empty_within = window.radius_m;
    }
    return finds;
}

Refinements refinements_of(const catalog::Snapshot& snapshot, const NearbyFinds& finds, const Wishes& wishes) {
    constexpr std::size_t kMostGenres = 3;
    constexpr std::size_t kMostTokuten = 2;
    std::map<std::string, std::size_t> genres;
    std::map<std::string, std::size_t> tokuten;
    for (const auto& found : finds.candidates) {
        for (const auto& code : found.shop->genres) ++genres[std::string(snapshot.codes().name_of("genre", code))];
        std::set<std::string> own;  // a shop may have several benefits of one kind
        for (const auto& benefit : found.shop->benefits) own.emplace(snapshot.codes().name_of("tokuten", benefit.code));
        for (const auto& name : own) ++tokuten[name];
    }
    genres.erase(wishes.genre);
    for (const auto& name : wishes.tokuten) tokuten.erase(name);
    const auto total = finds.candidates.size();
    return {narrowing(genres, total, kMostGenres), narrowing(tokuten, total, kMostTokuten)};
}

}  // namespace hub::chat
