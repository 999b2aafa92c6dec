#include "handlers/chat/nearby_search.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace hub::chat {
namespace {

catalog::ShopQuery query_for(const catalog::Snapshot& snapshot, catalog::Position centre, double radius,
                             const Wishes& wishes) {
    // A name that is in no code list is passed as it is: it is a code no shop has.
    const auto code_of = [&snapshot](std::string_view kind, const std::string& name) {
        return snapshot.codes().code_of(kind, name).value_or(name);
    };
    catalog::ShopQuery query;
    query.near = centre;
    query.radius_m = radius;
    query.order = catalog::ShopOrder::distance;
    query.limit = catalog::kMostShopsPerPage;
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

}  // namespace

NearbyFinds search_nearby(const catalog::Snapshot& snapshot, catalog::Position centre, const Wishes& wishes) {
    NearbyFinds finds{snapshot.find_shops(query_for(snapshot, centre, kNear, wishes)), kNear, false};
    if (finds.page.total == 0)
        finds = {snapshot.find_shops(query_for(snapshot, centre, kFarther, wishes)), kFarther, true};
    return finds;
}

Refinements refinements_of(const catalog::Snapshot& snapshot, const NearbyFinds& finds, const Wishes& wishes) {
    constexpr std::size_t kMostGenres = 3;
    constexpr std::size_t kMostTokuten = 2;
    std::map<std::string, std::size_t> genres;
    std::map<std::string, std::size_t> tokuten;
    for (const auto& found : finds.page.shops) {
        for (const auto& code : found.shop->genres) ++genres[std::string(snapshot.codes().name_of("genre", code))];
        std::set<std::string> own;  // a shop may have several benefits of one kind
        for (const auto& benefit : found.shop->benefits) own.emplace(snapshot.codes().name_of("tokuten", benefit.code));
        for (const auto& name : own) ++tokuten[name];
    }
    genres.erase(wishes.genre);
    for (const auto& name : wishes.tokuten) tokuten.erase(name);
    const auto total = finds.page.shops.size();
    return {narrowing(genres, total, kMostGenres), narrowing(tokuten, total, kMostTokuten)};
}

}  // namespace hub::chat
