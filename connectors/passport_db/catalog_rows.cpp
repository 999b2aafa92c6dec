#include "connectors/passport_db/catalog_rows.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "connectors/passport_db/places/polygons.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

// A position that has expired (Google's) is not read: nobody can show it.
constexpr auto kShops = R"(
    SELECT shop_id, programme, name, name_kana, postal_code, address, city, tel, url, comment,
           concat_ws('　', nullif(opening_hours, ''), '定休日：' || nullif(closed_days, '')) AS opening_hours,
           CASE WHEN usable THEN lat END AS lat, CASE WHEN usable THEN lng END AS lng,
           CASE WHEN usable THEN position_source END AS position_source,
           is_chain, (extract(epoch FROM updated_at) * 1000000)::bigint AS updated_at
    FROM (SELECT *, lat IS NOT NULL AND coalesce(position_expires_at > now(), true) AS usable FROM shop) AS shop
    WHERE status = 'public' AND coalesce(published_from <= now(), true) AND coalesce(published_until > now(), true)
    ORDER BY shop_id)";

constexpr auto kGenres = "SELECT shop_id, genre_code FROM shop_genre ORDER BY shop_id, sort, genre_code";
constexpr auto kBenefits = "SELECT shop_id, tokuten_code, title, detail FROM shop_tokuten ORDER BY shop_id, tokuten_no";
constexpr auto kPlaces =
    "SELECT place_id, name, name_kana, kind, city, lat, lng, weight, label, prefecture, postal_code, "
    "array_to_json(aliases) FROM hub.place WHERE NOT closed ORDER BY place_id";
constexpr auto kAreas = "SELECT code, prefecture, name, shape::text FROM hub.area ORDER BY code";
constexpr auto kFacilities = R"(
    SELECT facility_id, kind, name, name_kana, address, city, tel, url, opening_hours, closed_days, comment, lat, lng
    FROM hub.facility WHERE NOT closed ORDER BY facility_id)";
constexpr auto kServices =
    "SELECT facility_id, tokuten_code FROM hub.facility_service ORDER BY facility_id, tokuten_code";
constexpr auto kEvents = R"(
    SELECT event_id, programme, title, body, starts_on - date '1970-01-01' AS first_day,
           ends_on - date '1970-01-01' AS last_day, time_text, venue, address, city, fee_text, url, lat, lng
    FROM event
    WHERE status = 'public' AND coalesce(published_from <= now(), true) AND coalesce(published_until > now(), true)
    ORDER BY event_id)";
constexpr auto kArticles = R"(
    SELECT faminavi_id, title, body, url, coalesce(city_code, '') AS city_code, coalesce(topic, '') AS topic
    FROM faminavi
    WHERE status = 'public' AND coalesce(published_from <= now(), true) AND coalesce(published_until > now(), true)
    ORDER BY faminavi_id)";
constexpr auto kArticleGenres = "SELECT faminavi_id, genre_code FROM faminavi_genre ORDER BY faminavi_id, genre_code";
constexpr auto kCodes =
    "SELECT kind, code, name, sort FROM master WHERE kind IN ('genre', 'tokuten', 'facility', 'faminavi') "
    "ORDER BY kind, sort, code";

using catalog::CatalogData;

std::optional<catalog::Position> position_of(const pqxx::row& row) {
    if (row["lat"].is_null()) return std::nullopt;
    return catalog::Position{row["lat"].as<double>(), row["lng"].as<double>()};
}

catalog::ShopRow shop_of(const pqxx::row& row) {
    catalog::ShopRow shop;
    shop.shop_id = row["shop_id"].as<std::int64_t>();
    shop.programme = static_cast<catalog::Programme>(row["programme"].as<int>());
    shop.name = row["name"].as<std::string>();
    shop.name_kana = row["name_kana"].as<std::string>();
    shop.postal_code = row["postal_code"].as<std::string>();
    shop.address = row["address"].as<std::string>();
    shop.city = row["city"].as<std::string>();
    shop.tel = row["tel"].as<std::string>();
    shop.url = row["url"].as<std::string>();
    shop.comment = row["comment"].as<std::string>();
    shop.opening_hours = row["opening_hours"].as<std::string>();
    shop.position = position_of(row);
    if (shop.position) shop.position_source = row["position_source"].as<std::string>();
    shop.is_chain = row["is_chain"].as<bool>();
    shop.updated_at = wall_time(row["updated_at"].as<std::int64_t>());
    return shop;
}

// The rows are sorted by id. Null for one that is not public.
template <typename Row>
Row* find_row(std::vector<Row>& rows, std::int64_t Row::*id, const pqxx::field& wanted) {
    const auto wanted_id = wanted.as<std::int64_t>();
    const auto found =
        std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.*id < wanted_id; });
    return found != rows.end() && (*found).*id == wanted_id ? &*found : nullptr;
}

catalog::ShopRow* find_shop(CatalogData& data, const pqxx::field& id) {
    return find_row(data.shops, &catalog::ShopRow::shop_id, id);
}

void read_shops(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kShops)) data.shops.push_back(shop_of(row));
    for (const auto& row : transaction.exec(kGenres))
        if (auto* shop = find_shop(data, row[0])) shop->genres.push_back(row[1].as<std::string>());
    for (const auto& row : transaction.exec(kBenefits))
        if (auto* shop = find_shop(data, row[0]))
            shop->benefits.push_back({row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>()});
}

std::vector<std::string> aliases_of(const pqxx::field& field) {
    std::vector<std::string> aliases;
    const std::string_view text = field.c_str();
    if (text == "[]") return aliases;
    if (const auto document = json::Document::parse(text))
        for (const auto& alias : document->root().elements()) aliases.emplace_back(alias.as_string().value_or(""));
    return aliases;
}

void read_places(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kPlaces))
        data.places.push_back({row[0].as<std::int64_t>(),
                               row[1].as<std::string>(),
                               row[2].as<std::string>(),
                               row[3].as<std::string>(),
                               row[4].as<std::string>(),
                               {row[5].as<double>(), row[6].as<double>()},
                               row[7].as<int>(),
                               row[8].as<std::string>(),
                               row[9].as<std::string>(),
                               row[10].as<std::string>(),
                               aliases_of(row[11])});
}

// A shape that cannot be read is one that no program of ours has written: the area is left out.
void read_areas(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kAreas))
        if (auto polygons = read_polygons(row[3].as<std::string>()))
            data.areas.push_back(
                {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(), std::move(*polygons)});
}

catalog::FacilityRow facility_of(const pqxx::row& row) {
    catalog::FacilityRow facility;
    facility.facility_id = row["facility_id"].as<std::int64_t>();
    facility.kind = row["kind"].as<std::string>();
    facility.name = row["name"].as<std::string>();
    facility.name_kana = row["name_kana"].as<std::string>();
    facility.address = row["address"].as<std::string>();
    facility.city = row["city"].as<std::string>();
    facility.tel = row["tel"].as<std::string>();
    facility.url = row["url"].as<std::string>();
    facility.opening_hours = row["opening_hours"].as<std::string>();
    facility.closed_days = row["closed_days"].as<std::string>();
    facility.comment = row["comment"].as<std::string>();
    facility.position = position_of(row);
    return facility;
}

void read_facilities(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kFacilities)) data.facilities.push_back(facility_of(row));
    for (const auto& row : transaction.exec(kServices))
        if (auto* facility = find_row(data.facilities, &catalog::FacilityRow::facility_id, row[0]))
            facility->services.push_back(row[1].as<std::string>());
}

catalog::EventRow event_of(const pqxx::row& row) {
    const auto day = [&row](const char* column) {
        return std::chrono::sys_days(std::chrono::days(row[column].as<int>()));
    };
    catalog::EventRow event;
    event.event_id = row["event_id"].as<std::int64_t>();
    event.programme = static_cast<catalog::Programme>(row["programme"].as<int>());
    event.title = row["title"].as<std::string>();
    event.body = row["body"].as<std::string>();
    event.first_day = day("first_day");
    event.last_day = day("last_day");
    event.time_text = row["time_text"].as<std::string>();
    event.venue = row["venue"].as<std::string>();
    event.address = row["address"].as<std::string>();
    event.city = row["city"].as<std::string>();
    event.fee_text = row["fee_text"].as<std::string>();
    event.url = row["url"].as<std::string>();
    event.position = position_of(row);
    return event;
}

void read_events(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kEvents)) data.events.push_back(event_of(row));
}

void read_articles(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kArticles))
        data.articles.push_back({row[0].as<std::int64_t>(),
                                 row[1].as<std::string>(),
                                 row[2].as<std::string>(),
                                 row[3].as<std::string>(),
                                 row[4].as<std::string>(),
                                 {},
                                 row[5].as<std::string>()});
    for (const auto& row : transaction.exec(kArticleGenres))
        if (auto* article = find_row(data.articles, &catalog::ArticleRow::faminavi_id, row[0]))
            article->genres.push_back(row[1].as<std::string>());
}

void read_codes(pqxx::transaction_base& transaction, CatalogData& data) {
    for (const auto& row : transaction.exec(kCodes))
        data.codes.push_back(
            {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<int>()});
}

}  // namespace

CatalogData read_catalog(pqxx::transaction_base& transaction) {
    CatalogData data;
    data.version = transaction.exec1("SELECT version FROM hub.catalog_version")[0].as<std::int64_t>();
    read_shops(transaction, data);
    read_places(transaction, data);
    read_facilities(transaction, data);
    read_events(transaction, data);
    read_articles(transaction, data);
    read_areas(transaction, data);
    read_codes(transaction, data);
    return data;
}

}  // namespace hub::passport_db
