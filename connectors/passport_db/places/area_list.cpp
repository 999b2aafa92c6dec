#include "connectors/passport_db/places/area_list.hpp"

#include <algorithm>
#include <map>

#include "connectors/passport_db/places/polygons.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostFeatures = 200'000;
constexpr std::size_t kCodeLength = 5;
constexpr json::Limits kLimits{64, 256 * 1024 * 1024};

bool is_code(std::string_view code) {
    return code.size() == kCodeLength &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The polygons of a feature; a Polygon is a MultiPolygon of one.
std::optional<std::vector<places::Polygon>> polygons_of(const json::Value& feature) {
    const auto geometry = feature.find("geometry");
    const auto type = geometry ? geometry->string("type") : std::nullopt;
    const auto coordinates = geometry ? geometry->find("coordinates") : std::nullopt;
    if (!type || !coordinates) return std::nullopt;
    if (*type == "MultiPolygon") return read_polygons(*coordinates);
    if (*type == "Polygon") return read_polygons("[" + coordinates->to_json() + "]");
    return std::nullopt;
}

}  // namespace

Result<AreaList> read_areas(std::string_view geojson) {
    const auto document = json::Document::parse(geojson, kLimits);
    if (!document)
        return Error{ErrorKind::invalid, "areas.json", "the file is no valid JSON: " + document.error().detail};
    const auto features = document->root().find("features");
    if (!features || !features->is_array() || features->size() > kMostFeatures)
        return Error{ErrorKind::invalid, "areas.form",
                     "the file is no GeoJSON FeatureCollection of at most 200,000 features"};
    AreaList list;
    std::map<std::string, places::Area> areas;
    int number = 0;
    for (const auto& feature : features->elements()) {
        ++number;
        const auto properties = feature.find("properties");
        const auto text = [&](const char* name) {
            return std::string(properties ? properties->string(name).value_or("") : "");
        };
        const auto code = text("N03_007");
        const auto name = text("N03_003") + text("N03_004");
        if (!is_code(code) || text("N03_001").empty() || name.empty()) {
            list.left_out.push_back(
                {number, name,
                 "N03_001（都道府県）、N03_003・N03_004（市区町村）、N03_007（5桁のコード）のどれかがありません。"});
            continue;
        }
        auto polygons = polygons_of(feature);
        if (!polygons) {
            list.left_out.push_back({number, name, "区域の形（Polygon、MultiPolygon）が読めません。"});
            continue;
        }
        auto& area = areas[code];
        area.code = code;
        area.prefecture = text("N03_001");
        area.name = name;
        std::move(polygons->begin(), polygons->end(), std::back_inserter(area.polygons));
    }
    for (auto& [code, area] : areas) list.areas.push_back(std::move(area));
    return list;
}

}  // namespace hub::passport_db
