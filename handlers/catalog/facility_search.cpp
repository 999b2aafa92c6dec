#include "handlers/catalog/facility_search.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/hours_text.hpp"

namespace hub::catalog {
namespace {

std::vector<SpatialIndex::Entry> entries_of(const std::vector<FacilityRow>& facilities) {
    std::vector<SpatialIndex::Entry> entries;
    for (std::uint32_t index = 0; index < facilities.size(); ++index)
        if (facilities[index].position) entries.push_back({unit_vector(*facilities[index].position), index});
    return entries;
}

}  // namespace

FacilitySearch::FacilitySearch(const std::vector<FacilityRow>& facilities)
    : facilities_(facilities), all_(facilities.size()), spatial_(entries_of(facilities)) {
    const auto add = [&](Sets& sets, const std::string& code, std::uint32_t index) {
        sets.try_emplace(code, facilities_.size()).first->second.add(index);
    };
    for (std::uint32_t index = 0; index < facilities_.size(); ++index) {
        const auto& facility = facilities_[index];
        all_.add(index);
        add(kinds_, facility.kind, index);
        for (const auto& service : facility.services) add(services_, service, index);
        names_.push_back(fold_name(facility.name));
        readings_.push_back(fold_name(facility.name_kana));
        hours_.push_back(OpeningHours::parse(hours_text(facility)));
    }
}

ShopSet FacilitySearch::matching(const FacilityQuery& query) const {
    const auto of = [&](const Sets& sets, const std::string& code) {
        const auto found = sets.find(code);
        return found == sets.end() ? ShopSet(facilities_.size()) : found->second;
    };
    ShopSet wanted = query.kinds.empty() ? all_ : ShopSet(facilities_.size());
    for (const auto& kind : query.kinds) wanted |= of(kinds_, kind);
    for (const auto& service : query.services) wanted &= of(services_, service);
    return wanted;
}

FacilityPage FacilitySearch::find(const FacilityQuery& query) const {
    const auto wanted = matching(query);
    const auto centre = unit_vector(query.near);
    const double limit = squared_chord_of(query.radius_m);
    FacilityPage page;
    page.total = spatial_.count_between(centre, squared_chord_of(query.beyond_m), limit, &wanted);
    const NearestFilter filter{&wanted, first_beyond(query.beyond_m)};
    for (const auto& near : spatial_.nearest(centre, std::min(query.limit, page.total), filter))
        page.items.push_back({&facilities_[near.shop], std::llround(metres_of(near.squared_chord))});
    return page;
}

std::vector<const FacilityRow*> FacilitySearch::named(std::string_view name, std::size_t count) const {
    const auto wanted = fold_name(name);
    std::vector<const FacilityRow*> found;
    if (wanted.empty()) return found;
    for (std::size_t index = 0; index < facilities_.size() && found.size() < count; ++index)
        if (names_[index] == wanted || readings_[index] == wanted) found.push_back(&facilities_[index]);
    if (!found.empty()) return found;
    for (std::size_t index = 0; index < facilities_.size() && found.size() < count; ++index)
        if (names_[index].find(wanted) != std::u32string::npos) found.push_back(&facilities_[index]);
    return found;
}

const OpeningHours& FacilitySearch::opening_hours(const FacilityRow& facility) const {
    return hours_[static_cast<std::size_t>(&facility - facilities_.data())];
}

const FacilityRow* FacilitySearch::find_facility(std::int64_t facility_id) const {
    const auto found = std::partition_point(facilities_.begin(), facilities_.end(), [&](const FacilityRow& facility) {
        return facility.facility_id < facility_id;
    });
    return found == facilities_.end() || found->facility_id != facility_id ? nullptr : &*found;
}

}  // namespace hub::catalog
