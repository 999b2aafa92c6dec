#include "connectors/passport_db/places/area_list.hpp"

#include <algorithm>
#include <map>

#include "handlers/catalog/folding.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostFeatures = 200'000;
constexpr std::size_t kCodeLength = 5;
constexpr std::size_t kLongestPrefecture = 10;
constexpr std::size_t kLongestName = 50;
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

// The area of a feature without its shape; empty with the reason why there is none.
std::optional<places::Area> area_of(const json::Value& feature, LeftOut& reason) {
    const auto properties = feature.find("properties");
    const auto text = [&](const char* name) {
        return std::string(properties ? properties->string(name).value_or("") : "");
    };
    places::Area area;
    area.code = text("N03_007");
    area.prefecture = text("N03_001");
    area.name = text("N03_003") + text("N03_004");
    reason.what = area.name;
    if (!is_code(area.code) || area.prefecture.empty() || area.name.empty())
        reason.reason =
            "N03_001（都道府県）、N03_003・N03_004（市区町村）、N03_007（5桁のコード）のどれかがありません。";
    else if (catalog::count_code_points(area.prefecture) > kLongestPrefecture ||
             catalog::count_code_points(area.name) > kLongestName)
        reason.reason = "都道府県か市区町村の名前が長すぎます（10文字、50文字まで）。";
    else return area;
    return std::nullopt;
}

// The areas with their parts put together, by code, and the number of the first part of each.
using Numbered = std::map<std::string, std::pair<int, places::Area>>;

AreaList without_too_large(Numbered areas, std::vector<LeftOut> left_out, std::size_t most_bytes) {
    AreaList list{{}, std::move(left_out)};
    for (auto& [code, numbered] : areas) {
        auto& [number, area] = numbered;
        if (stored_size(area.polygons) <= most_bytes) list.areas.push_back(std::move(area));
        else list.left_out.push_back({number, area.name, "区域の形が大きすぎます。点を減らしてください。"});
    }
    return list;
}

}  // namespace

Result<AreaList> read_areas(std::string_view geojson, std::size_t most_bytes) {
    const auto document = json::Document::parse(geojson, kLimits);
    if (!document)
        return Error{ErrorKind::invalid, "areas.json", "the file is no valid JSON: " + document.error().detail};
    const auto features = document->root().find("features");
    if (!features || !features->is_array() || features->size() > kMostFeatures)
        return Error{ErrorKind::invalid, "areas.form",
                     "the file is no GeoJSON FeatureCollection of at most 200,000 features"};
    std::vector<LeftOut> left_out;
    Numbered areas;
    int number = 0;
    for (const auto& feature : features->elements()) {
        LeftOut reason{++number, "", ""};
        const auto named = area_of(feature, reason);
        auto polygons = named ? polygons_of(feature) : std::nullopt;
        if (!polygons) {
            if (named) reason.reason = "区域の形（Polygon、MultiPolygon）が読めません。";
            left_out.push_back(std::move(reason));
            continue;
        }
        auto& whole = areas.try_emplace(named->code, number, *named).first->second.second.polygons;
        std::move(polygons->begin(), polygons->end(), std::back_inserter(whole));
    }
    return without_too_large(std::move(areas), std::move(left_out), most_bytes);
}

}  // namespace hub::passport_db
