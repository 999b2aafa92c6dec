#include "connectors/passport_db/place_store.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// xmax is 0 in a row that was just inserted, and the updating transaction in one that was updated.
constexpr auto kUpsert = R"(
    INSERT INTO hub.place AS p (name, name_kana, kind, city, lat, lng, weight, label, prefecture, municipality_code,
                                postal_code, aliases, source, source_key)
    SELECT name, name_kana, kind, city, lat, lng, weight, label, prefecture, municipality_code, postal_code,
           ARRAY(SELECT jsonb_array_elements_text(aliases)), $2, source_key
    FROM jsonb_to_recordset($1::jsonb) AS given(name text, name_kana text, kind text, city text, lat float8, lng float8,
                                                weight integer, label text, prefecture text, municipality_code text,
                                                postal_code text, aliases jsonb, source_key text)
    ON CONFLICT (source, source_key) DO UPDATE
    SET name = excluded.name, name_kana = excluded.name_kana, kind = excluded.kind, city = excluded.city,
        lat = excluded.lat, lng = excluded.lng, weight = excluded.weight, label = excluded.label,
        prefecture = excluded.prefecture, municipality_code = excluded.municipality_code,
        postal_code = excluded.postal_code, aliases = excluded.aliases, closed = false, updated_at = now()
    WHERE (p.name, p.name_kana, p.kind, p.city, p.lat, p.lng, p.weight, p.label, p.prefecture, p.municipality_code,
           p.postal_code, p.aliases, p.closed)
          IS DISTINCT FROM (excluded.name, excluded.name_kana, excluded.kind, excluded.city, excluded.lat, excluded.lng,
                            excluded.weight, excluded.label, excluded.prefecture, excluded.municipality_code,
                            excluded.postal_code, excluded.aliases, false)
    RETURNING xmax = 0 AS inserted)";

constexpr auto kCloseOthers = R"(
    UPDATE hub.place SET closed = true, updated_at = now()
    WHERE source = $1 AND NOT closed
      AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

constexpr std::size_t kMostAliases = 20;

std::string to_json(const std::vector<PlaceRecord>& places) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& place : places) {
        writer.begin_object();
        writer.member("source_key", place.source_key);
        writer.member("name", place.name);
        writer.member("label", place.label);
        writer.member("name_kana", place.name_kana);
        writer.member("kind", place.kind);
        writer.member("city", place.city);
        writer.member("lat", place.position.lat);
        writer.member("lng", place.position.lng);
        writer.member("weight", place.weight);
        writer.member("prefecture", place.prefecture);
        writer.member("municipality_code", place.municipality_code);
        writer.member("postal_code", place.postal_code);
        write_aliases(writer, place);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

}  // namespace

void write_aliases(json::Writer& writer, const PlaceRecord& place) {
    writer.key("aliases");
    writer.begin_array();
    for (std::size_t alias = 0; alias < std::min(place.aliases.size(), kMostAliases); ++alias)
        writer.value(place.aliases[alias]);
    writer.end_array();
}

StoredCounts store_places(UnitOfWork& unit_of_work, const std::string& source, const std::vector<PlaceRecord>& places) {
    StoredCounts counts;
    for (const auto& row : runtime::native(unit_of_work).exec_params(kUpsert, to_json(places), source))
        ++(row[0].as<bool>() ? counts.inserted : counts.updated);
    counts.unchanged = static_cast<int>(places.size()) - counts.inserted - counts.updated;
    return counts;
}

int close_other_places(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys) {
    json::Writer keys;
    keys.begin_array();
    for (const auto& key : present_keys) keys.value(key);
    keys.end_array();
    return static_cast<int>(
        runtime::native(unit_of_work).exec_params(kCloseOthers, source, keys.take()).affected_rows());
}

}  // namespace hub::passport_db
