#include "connectors/passport_db/import/list_kinds.hpp"

#include <algorithm>

#include "connectors/passport_db/event_list_store.hpp"
#include "connectors/passport_db/facility_list_store.hpp"
#include "connectors/passport_db/place_store.hpp"
#include "connectors/passport_db/shop_list_store.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kOtherShops = R"(
    SELECT name, source, translate(tel, '-', ''), lat, lng FROM shop WHERE source <> $1 AND status = 'public' LIMIT 100000)";
constexpr auto kOtherFacilities = R"(
    SELECT name, source, translate(tel, '-', ''), lat, lng FROM hub.facility
    WHERE source <> $1 AND NOT closed LIMIT 100000)";
constexpr auto kOtherEvents = R"(
    SELECT title, source, title || starts_on || ends_on, NULL::float8, NULL::float8 FROM event
    WHERE source <> $1 AND status = 'public' AND ends_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date LIMIT 100000)";

std::string digits_of(std::string phone) {
    phone.erase(std::remove(phone.begin(), phone.end(), '-'), phone.end());
    return phone;
}

}  // namespace

template <>
const ListKindRules<ShopRecord>& rules_of<ShopRecord>() {
    static const ListKindRules<ShopRecord> rules = {
        [](const RowReader& reader, const TableRow& row, const CodeLists& codes, std::vector<Finding>& findings) {
            return reader.read_shop(row, codes, findings);
        },
        compare_shops,
        store_shops,
        count_shops,
        count_other_shops,
        hide_other_shops,
        [](const ShopRecord& shop) {
            return ListedThing{shop.name, digits_of(shop.tel), shop.position, shop.city};
        },
        "電話番号が同じ",
        kOtherShops};
    return rules;
}

template <>
const ListKindRules<FacilityRecord>& rules_of<FacilityRecord>() {
    static const ListKindRules<FacilityRecord> rules = {
        [](const RowReader& reader, const TableRow& row, const CodeLists& codes, std::vector<Finding>& findings) {
            return reader.read_facility(row, codes, findings);
        },
        compare_facilities,
        store_facilities,
        count_facilities,
        count_other_facilities,
        close_other_facilities,
        [](const FacilityRecord& facility) {
            return ListedThing{facility.name, digits_of(facility.tel), facility.position, facility.city};
        },
        "電話番号が同じ",
        kOtherFacilities};
    return rules;
}

template <>
const ListKindRules<EventRecord>& rules_of<EventRecord>() {
    static const ListKindRules<EventRecord> rules = {
        [](const RowReader& reader, const TableRow& row, const CodeLists&, std::vector<Finding>& findings) {
            return reader.read_event(row, findings);
        },
        compare_events, store_events, count_events, count_other_events, end_other_events,
        // Events at one place have nothing in common but the place: they are duplicates by title and days alone.
        [](const EventRecord& event) {
            return ListedThing{event.title, event.title + event.starts_on + event.ends_on, std::nullopt, event.city};
        },
        "名前と日が同じ", kOtherEvents};
    return rules;
}

template <>
const ListKindRules<PlaceRecord>& rules_of<PlaceRecord>() {
    static const ListKindRules<PlaceRecord> rules = {
        [](const RowReader& reader, const TableRow& row, const CodeLists&, std::vector<Finding>& findings) {
            return reader.read_place(row, findings);
        },
        compare_places,
        store_places,
        count_places,
        count_other_places,
        close_other_places,
        [](const PlaceRecord& place) {
            return ListedThing{place.name, "", place.position, place.city};
        },
        nullptr,
        nullptr};
    return rules;
}

}  // namespace hub::passport_db
