#include "connectors/passport_db/places/area_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/places/polygons.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// xmax is 0 in a row that was just inserted, and the updating transaction in one that was updated.
constexpr auto kUpsert = R"(
    INSERT INTO hub.area AS a (code, prefecture, name, shape, source)
    VALUES ($1, $2, $3, $4::jsonb, $5)
    ON CONFLICT (code) DO UPDATE
    SET prefecture = excluded.prefecture, name = excluded.name, shape = excluded.shape, source = excluded.source,
        updated_at = now()
    WHERE (a.prefecture, a.name, a.shape, a.source)
          IS DISTINCT FROM (excluded.prefecture, excluded.name, excluded.shape, excluded.source)
    RETURNING xmax = 0 AS inserted)";

constexpr auto kRemoveOthers = R"(
    DELETE FROM hub.area WHERE source = $1 AND code NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

}  // namespace

StoredCounts store_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas) {
    StoredCounts counts;
    for (const auto& area : areas) {
        const auto rows =
            runtime::native(unit_of_work)
                .exec_params(kUpsert, area.code, area.prefecture, area.name, to_json(area.polygons), source);
        if (rows.empty()) ++counts.unchanged;
        else ++(rows[0][0].as<bool>() ? counts.inserted : counts.updated);
    }
    return counts;
}

int remove_other_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas) {
    json::Writer codes;
    codes.begin_array();
    for (const auto& area : areas) codes.value(area.code);
    codes.end_array();
    return static_cast<int>(
        runtime::native(unit_of_work).exec_params(kRemoveOthers, source, codes.take()).affected_rows());
}

}  // namespace hub::passport_db
