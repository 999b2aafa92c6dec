#include "connectors/passport_db/facility_list_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/list_batch.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kDifferences = R"(
    SELECT given.source_key, f.facility_id IS NULL,
           concat_ws(',', CASE WHEN f.kind <> given.kind THEN 'kind' END, CASE WHEN f.name <> given.name THEN 'name' END,
               CASE WHEN f.name_kana <> given.name_kana THEN 'name_kana' END,
               CASE WHEN f.postal_code <> given.postal_code THEN 'postal_code' END,
               CASE WHEN f.address <> given.address THEN 'address' END,
               CASE WHEN f.city <> given.city THEN 'city' END, CASE WHEN f.tel <> given.tel THEN 'tel' END,
               CASE WHEN f.url <> given.url THEN 'url' END, CASE WHEN f.comment <> given.comment THEN 'comment' END,
               CASE WHEN f.opening_hours <> given.opening_hours THEN 'opening_hours' END,
               CASE WHEN f.closed_days <> given.closed_days THEN 'closed_days' END,
               CASE WHEN (f.lat, f.lng) IS DISTINCT FROM (given.lat, given.lng) THEN 'position' END,
               CASE WHEN given.services <> (SELECT coalesce(jsonb_agg(tokuten_code ORDER BY tokuten_code COLLATE "C"), '[]')
                                            FROM hub.facility_service s WHERE s.facility_id = f.facility_id)
                    THEN 'services' END,
               CASE WHEN f.closed THEN 'reopened' END)
    FROM jsonb_to_recordset($1::jsonb) AS given(
        source_key text, kind text, name text, name_kana text, postal_code text, address text, city text, tel text,
        url text, comment text, opening_hours text, closed_days text, lat float8, lng float8, services jsonb)
    LEFT JOIN hub.facility f ON f.source = $2 AND f.source_key = given.source_key)";

// A row of facility_service is never in both parts: only what is not given is deleted.
constexpr auto kUpsert = R"(
    WITH given AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS listed(
            source_key text, kind text, name text, name_kana text, postal_code text, address text, city text, tel text,
            url text, comment text, opening_hours text, closed_days text, lat float8, lng float8, services jsonb)),
    stored AS (
        INSERT INTO hub.facility AS f (kind, name, name_kana, postal_code, address, city, tel, url, comment, opening_hours,
                                       closed_days, lat, lng, source, source_key)
        SELECT kind, name, name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days, lat, lng,
               $2, source_key
        FROM given
        ON CONFLICT (source, source_key) DO UPDATE
        SET kind = excluded.kind, name = excluded.name, name_kana = excluded.name_kana, postal_code = excluded.postal_code,
            address = excluded.address, city = excluded.city, tel = excluded.tel, url = excluded.url,
            comment = excluded.comment, opening_hours = excluded.opening_hours, closed_days = excluded.closed_days,
            lat = excluded.lat, lng = excluded.lng, closed = false, updated_at = now()
        RETURNING facility_id, source_key),
    services AS (
        SELECT facility_id, jsonb_array_elements_text(services) AS code FROM stored JOIN given USING (source_key)),
    gone AS (
        DELETE FROM hub.facility_service s USING stored
        WHERE s.facility_id = stored.facility_id
          AND NOT EXISTS (SELECT FROM services WHERE facility_id = s.facility_id AND code = s.tokuten_code))
    INSERT INTO hub.facility_service (facility_id, tokuten_code) SELECT facility_id, code FROM services
    ON CONFLICT DO NOTHING)";

constexpr auto kCount = "SELECT count(*) FROM hub.facility WHERE source = $1 AND NOT closed";
constexpr auto kCountOthers = R"(
    SELECT count(*) FROM hub.facility
    WHERE source = $1 AND NOT closed AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";
constexpr auto kCloseOthers = R"(
    UPDATE hub.facility SET closed = true, updated_at = now()
    WHERE source = $1 AND NOT closed AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

void write_facility(json::Writer& writer, const FacilityRecord& facility) {
    writer.begin_object();
    writer.member("source_key", facility.source_key);
    writer.member("kind", facility.kind);
    writer.member("name", facility.name);
    writer.member("name_kana", facility.name_kana);
    writer.member("postal_code", facility.postal_code);
    writer.member("address", facility.address);
    writer.member("city", facility.city);
    writer.member("tel", facility.tel);
    writer.member("url", facility.url);
    writer.member("comment", facility.comment);
    writer.member("opening_hours", facility.opening_hours);
    writer.member("closed_days", facility.closed_days);
    write_position(writer, facility.position);
    write_texts(writer, "services", facility.services);
    writer.end_object();
}

std::string to_json(const std::vector<FacilityRecord>& facilities) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& facility : facilities) write_facility(writer, facility);
    writer.end_array();
    return writer.take();
}

}  // namespace

std::vector<Difference> compare_facilities(UnitOfWork& unit_of_work, const std::string& source,
                                           const std::vector<FacilityRecord>& facilities) {
    return differences(unit_of_work, kDifferences, to_json(facilities), source, keys_of(facilities));
}

void store_facilities(UnitOfWork& unit_of_work, const std::string& source,
                      const std::vector<FacilityRecord>& facilities) {
    runtime::native(unit_of_work).exec_params(kUpsert, to_json(facilities), source);
}

int count_facilities(UnitOfWork& unit_of_work, const std::string& source) {
    return runtime::native(unit_of_work).exec_params1(kCount, source)[0].as<int>();
}

int count_other_facilities(UnitOfWork& unit_of_work, const std::string& source,
                           const std::vector<std::string>& present_keys) {
    return count_of(unit_of_work, kCountOthers, source, present_keys);
}

int close_other_facilities(UnitOfWork& unit_of_work, const std::string& source,
                           const std::vector<std::string>& present_keys) {
    return changed_by(unit_of_work, kCloseOthers, source, present_keys);
}

}  // namespace hub::passport_db
