#include "connectors/passport_db/place_comparison.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/list_batch.hpp"
#include "connectors/passport_db/place_store.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kDifferences = R"(
    SELECT given.source_key, p.place_id IS NULL,
           concat_ws(',', CASE WHEN p.name <> given.name THEN 'name' END,
               CASE WHEN p.name_kana <> given.name_kana THEN 'name_kana' END,
               CASE WHEN p.kind <> given.kind THEN 'kind' END, CASE WHEN p.city <> given.city THEN 'city' END,
               CASE WHEN (p.lat, p.lng) IS DISTINCT FROM (given.lat, given.lng) THEN 'position' END,
               CASE WHEN p.weight <> given.weight THEN 'weight' END, CASE WHEN p.label <> given.label THEN 'label' END,
               CASE WHEN p.prefecture <> given.prefecture THEN 'prefecture' END,
               CASE WHEN p.municipality_code <> given.municipality_code THEN 'municipality_code' END,
               CASE WHEN p.postal_code <> given.postal_code THEN 'postal_code' END,
               CASE WHEN p.aliases <> ARRAY(SELECT jsonb_array_elements_text(given.aliases)) THEN 'aliases' END,
               CASE WHEN p.closed THEN 'reopened' END)
    FROM jsonb_to_recordset($1::jsonb) AS given(source_key text, name text, name_kana text, kind text, city text,
                                                lat float8, lng float8, weight integer, label text, prefecture text,
                                                municipality_code text, postal_code text, aliases jsonb)
    LEFT JOIN hub.place p ON p.source = $2 AND p.source_key = given.source_key)";

constexpr auto kCount = "SELECT count(*) FROM hub.place WHERE source = $1 AND NOT closed";
constexpr auto kCountOthers = R"(
    SELECT count(*) FROM hub.place
    WHERE source = $1 AND NOT closed AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

}  // namespace

std::vector<Difference> compare_places(UnitOfWork& unit_of_work, const std::string& source,
                                       const std::vector<PlaceRecord>& places) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& place : places) {
        writer.begin_object();
        writer.member("source_key", place.source_key);
        writer.member("name", place.name);
        writer.member("name_kana", place.name_kana);
        writer.member("kind", place.kind);
        writer.member("city", place.city);
        write_position(writer, place.position);
        writer.member("weight", place.weight);
        writer.member("label", place.label);
        writer.member("prefecture", place.prefecture);
        writer.member("municipality_code", place.municipality_code);
        writer.member("postal_code", place.postal_code);
        write_aliases(writer, place);
        writer.end_object();
    }
    writer.end_array();
    return differences(unit_of_work, kDifferences, writer.take(), source, keys_of(places));
}

int count_places(UnitOfWork& unit_of_work, const std::string& source) {
    return runtime::native(unit_of_work).exec_params1(kCount, source)[0].as<int>();
}

int count_other_places(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys) {
    return count_of(unit_of_work, kCountOthers, source, present_keys);
}

}  // namespace hub::passport_db
