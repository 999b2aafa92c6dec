#include "connectors/passport_db/places/area_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/list_batch.hpp"
#include "connectors/passport_db/places/polygons.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kDiffers = R"(
    SELECT (prefecture, name, shape, source) IS DISTINCT FROM ($2::text, $3::text, $4::jsonb, $5::text)
    FROM hub.area WHERE code = $1)";

constexpr auto kUpsert = R"(
    INSERT INTO hub.area (code, prefecture, name, shape, source)
    VALUES ($1, $2, $3, $4::jsonb, $5)
    ON CONFLICT (code) DO UPDATE
    SET prefecture = excluded.prefecture, name = excluded.name, shape = excluded.shape, source = excluded.source,
        updated_at = now())";

constexpr auto kCountOthers = R"(
    SELECT count(*) FROM hub.area WHERE source = $1 AND code NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";
constexpr auto kRemoveOthers = R"(
    DELETE FROM hub.area WHERE source = $1 AND code NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

}  // namespace

StoredCounts store_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas) {
    auto& transaction = runtime::native(unit_of_work);
    StoredCounts counts;
    for (const auto& area : areas) {
        const auto run = [&, shape = to_json(area.polygons)](const char* query) {
            return transaction.exec_params(query, area.code, area.prefecture, area.name, shape, source);
        };
        const auto stored = run(kDiffers);
        const bool is_known = !stored.empty();
        const bool differs = !is_known || stored[0][0].as<bool>();
        ++(!is_known ? counts.inserted : differs ? counts.updated : counts.unchanged);
        if (differs) run(kUpsert);
    }
    return counts;
}

int remove_other_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas) {
    std::vector<std::string> codes;
    for (const auto& area : areas) codes.push_back(area.code);
    if (count_of(unit_of_work, kCountOthers, source, codes) == 0) return 0;
    return changed_by(unit_of_work, kRemoveOthers, source, codes);
}

}  // namespace hub::passport_db
