// Towns, boundaries and stations in the database, and what the catalog makes of them.
#include <filesystem>
#include <fstream>
#include <map>

#include "connectors/passport_db/catalog_loader.hpp"
#include "connectors/passport_db/import/import.hpp"
#include "connectors/passport_db/place_store.hpp"
#include "connectors/passport_db/places/geographic_import.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/servers.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kTown = R"([{"town":"見本町一丁","koaza":"","lat":34.5,"lng":135.4},
                           {"town":"見本通","koaza":"","lat":34.6,"lng":135.5}])";
constexpr auto kSquare = R"([[[135.4,34.5],[135.5,34.5],[135.5,34.6],[135.4,34.6],[135.4,34.5]]])";

std::string boundaries(const std::string& code, const std::string& name) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":)" +
           std::string(kSquare) + R"(},"properties":{"N03_001":"大阪府","N03_003":")" + name +
           R"(","N03_004":null,"N03_007":")" + code + R"("}}]})";
}

class PlacesImport : public PassportDatabase {
protected:
    PlacesImport() : directory(std::filesystem::path(::testing::TempDir()) / "hub_places") {
        std::filesystem::create_directories(directory / "大阪府");
    }
    ~PlacesImport() override { std::filesystem::remove_all(directory); }
    std::filesystem::path write(const std::string& name, const std::string& text) {
        std::ofstream(directory / name, std::ios::binary) << text;
        return directory / name;
    }
    GeographicReport towns(const std::filesystem::path& path, bool prune = false) {
        const auto report = import_towns(application, path, prune, soon());
        EXPECT_TRUE(report.ok()) << report.error().detail;
        return report ? *report : GeographicReport{};
    }
    GeographicReport areas(const std::filesystem::path& path, bool prune = false) {
        const auto report = import_areas(application, path, prune, soon());
        EXPECT_TRUE(report.ok()) << report.error().detail;
        return report ? *report : GeographicReport{};
    }
    void import_csv(const std::filesystem::path& list, const std::string& mapping) {
        ImportRequest request;
        request.file = list;
        request.mapping_file = checkout_file("config/mappings/" + mapping);
        const auto report = import_list(application, ListKind::places, request, soon());
        ASSERT_TRUE(report.ok()) << report.error().detail;
        EXPECT_EQ(report->refused_rows, 0);
    }
    std::shared_ptr<const catalog::Snapshot> snapshot() {
        CatalogLoader loader(test::Servers::shared().application());
        auto data = loader.load();
        EXPECT_TRUE(data.ok()) << data.error().detail;
        return catalog::Snapshot::build(std::move(*data));
    }
    const std::filesystem::path directory;
};

TEST_F(PlacesImport, brings_in_towns_and_says_what_changed) {
    write("大阪府/見本市.json", kTown);
    auto report = towns(directory);
    EXPECT_EQ(report.inserted, 3) << "two towns, and one as a whole";
    EXPECT_EQ(exit_code(report), 0);
    EXPECT_EQ(towns(directory).unchanged, 3);
    write("大阪府/見本市.json", R"([{"town":"見本通","koaza":"","lat":34.61,"lng":135.5}])");
    report = towns(directory, true);
    EXPECT_EQ(report.updated, 1);
    EXPECT_EQ(report.pruned, 2);
    EXPECT_EQ(rows("SELECT name, kind, city, prefecture FROM hub.place WHERE NOT closed"),
              (std::vector<std::string>{"見本通|town|見本市|大阪府"}));
    EXPECT_EQ(snapshot()->place_index().at_address("見本市見本通3-4")->name, "見本市見本通3-4");
}

TEST_F(PlacesImport, brings_in_boundaries_with_a_place_in_the_middle) {
    EXPECT_EQ(areas(write("areas.geojson", boundaries("27999", "見本市"))).inserted, 1);
    EXPECT_EQ(areas(directory / "areas.geojson").unchanged, 1);
    const auto catalog = snapshot();
    const auto hit = catalog->place_index().areas().at({34.55, 135.45});
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->area->name, "見本市");
    ASSERT_TRUE(catalog->gazetteer().exactly("見本市"));
    const auto report = areas(write("areas.geojson", boundaries("27998", "新見本市")), true);
    EXPECT_EQ(report.inserted, 1);
    EXPECT_EQ(report.pruned, 1);
    EXPECT_FALSE(snapshot()->gazetteer().exactly("見本市"));
}

TEST_F(PlacesImport, changes_nothing_when_the_file_is_wrong) {
    EXPECT_EQ(import_towns(application, directory / "none.tar.gz", false, soon()).error().code, "import.no_file");
    EXPECT_EQ(import_towns(application, write("no.tar.gz", "no archive"), false, soon()).error().code,
              "import.damaged");
    EXPECT_EQ(import_towns(application, directory, false, soon()).error().code, "towns.none");
    write("大阪府/見本市.json", kTown);
    write("大阪府/他の市.json", "{");
    EXPECT_EQ(import_towns(application, directory, false, soon()).error().code, "towns.json");
    EXPECT_EQ(import_areas(application, directory / "none", false, soon()).error().code, "import.no_file");
    EXPECT_EQ(import_areas(application, write("no.geojson", "{}"), false, soon()).error().code, "areas.form");
    EXPECT_EQ(value("SELECT count(*) FROM hub.place"), "0");
}

TEST_F(PlacesImport, moves_the_version_with_places_and_areas) {
    const auto version = [this] { return std::stoll(value("SELECT version FROM hub.catalog_version")); };
    const auto before = version();
    areas(write("areas.geojson", boundaries("27999", "見本市")));
    EXPECT_EQ(version(), before + 1);
    areas(directory / "areas.geojson");
    EXPECT_GE(version(), before + 1);
}

TEST_F(PlacesImport, takes_over_another_name_that_a_newer_list_gives_a_place) {
    const auto list = [this](const char* name, const char* aliases) {
        const std::string header = "番号,名前,かな,種類,市区町村,緯度,経度,重み,事業者,別名\n";
        write(name, header + "1,見本,みほん,駅,見本市,34.7,135.5,50,阪急," + aliases + "\n");
        import_csv(directory / name, "sample_places.json");
    };
    list("older.csv", "");
    list("newer.csv", "もとみほん");
    EXPECT_TRUE(snapshot()->gazetteer().exactly("もとみほん"));
}

TEST_F(PlacesImport, keeps_labels_postal_codes_and_other_names) {
    const auto done = application.run_here(
        [](UnitOfWork& unit_of_work) {
            PlaceRecord record;
            record.source_key = "1";
            record.name = "見本";
            record.label = "阪急";
            record.kind = "station";
            record.position = {34.7, 135.5};
            record.postal_code = "530-0001";
            record.aliases = {"旧見本", "見本\"口"};
            store_places(unit_of_work, "test", {record});
            return Result<void>::success();
        },
        soon());
    ASSERT_TRUE(done.ok()) << done.error().detail;
    EXPECT_EQ(value("SELECT name, label, postal_code, cardinality(aliases) FROM hub.place"), "見本|阪急|530-0001|2");
    const auto catalog = snapshot();
    EXPECT_EQ(catalog->gazetteer().exactly("旧見本")->places.front()->label, "阪急");
    EXPECT_TRUE(catalog->gazetteer().exactly("見本\"口"));
}

// The product's own gazetteer against the publishers' lists, where they are at hand.
class RealPlaces : public PlacesImport {
protected:
    void SetUp() override {
        data = test::shared_directory() / "data";
        if (!std::filesystem::exists(data)) GTEST_SKIP() << "the real lists are not at hand";
    }
    std::filesystem::path data;
};

TEST_F(RealPlaces, come_in_whole_and_answer) {
    const auto towns_report = towns(data / "osaka/geolonia_addresses_osaka.tar.gz");
    EXPECT_EQ(towns_report.left_out.size(), 9U) << to_text(towns_report);
    EXPECT_EQ(value("SELECT count(*) FROM hub.place WHERE kind IN ('town', 'chome')"), "8690");
    EXPECT_EQ(areas(data / "osaka/boundary_N03-21_27_210101.geojson").inserted, 72);
    import_csv(checkout_file("config/sample_data/places.csv"), "sample_places.json");
    import_csv(data / "osaka/station.csv", "stations.json");
    const auto catalog = snapshot();
    const auto& gazetteer = catalog->gazetteer();
    const auto told = [&](const char* name) {
        std::vector<std::string> names;
        const auto match = gazetteer.exactly(name);
        if (!match) return names;
        for (const auto* place : match->places)
            if (place->weight >= 50) names.push_back(gazetteer.display_name(*place));
        return names;
    };
    using Names = std::vector<std::string>;
    const std::map<std::string, Names> pairs = {{"吹田", {"JR", "阪急"}},         {"高井田", {"JR", "大阪メトロ"}},
                                                {"平野", {"JR", "大阪メトロ"}},   {"野田", {"JR", "阪神"}},
                                                {"今里", {"大阪メトロ", "近鉄"}}, {"中津", {"大阪メトロ", "阪急"}},
                                                {"大阪梅田", {"阪急", "阪神"}}};
    for (const auto& [name, operators] : pairs) {
        auto names = told(name.c_str());
        std::sort(names.begin(), names.end());
        ASSERT_EQ(names.size(), 2U) << name;
        for (std::size_t index = 0; index < 2; ++index)
            EXPECT_EQ(names[index], name + "駅（" + operators[index] + "）");
    }
    for (const auto* name : {"大阪", "梅田", "東梅田", "西梅田"})
        EXPECT_EQ(told(name), Names{std::string(name) + "駅"});
    EXPECT_EQ(catalog->place_index().areas().at({34.7025, 135.4959})->area->name, "大阪市北区");
    EXPECT_EQ(catalog->place_index().nearest_stations({34.7025, 135.4955}, 1, 500).front().place->name, "大阪");
    EXPECT_EQ(catalog->place_index().with_postal_code("040-0063")->code, "040-0063");
}

// Every place of ours lies where the real one does: 3 km for stations, within the municipality for offices.
TEST_F(RealPlaces, agree_with_the_gazetteer_of_our_own_writing) {
    import_csv(data / "osaka/station.csv", "stations.json");
    areas(data / "osaka/boundary_N03-21_27_210101.geojson");
    const auto real = snapshot();
    ASSERT_TRUE(as_owner("TRUNCATE hub.place, hub.area").ok());
    import_csv(checkout_file("config/sample_data/places.csv"), "sample_places.json");
    const auto own = snapshot();
    int stations = 0;
    int offices = 0;
    for (const auto& place : own->place_rows()) {
        if (place.kind == "station") {
            const auto match = real->gazetteer().exactly(place.name + "駅");
            ASSERT_TRUE(match) << place.name;
            double nearest = 1e9;
            for (const auto* other : match->places)
                nearest = std::min(nearest, catalog::metres_between(place.position, other->position));
            EXPECT_LT(nearest, 3000) << place.name;
            ++stations;
        }
        // The boundaries of the two cities are those of their wards.
        if (place.kind != "city" || place.city == "大阪市" || place.city == "堺市") continue;
        const auto hit = real->place_index().areas().at(place.position);
        ASSERT_TRUE(hit) << place.name;
        EXPECT_EQ(hit->area->name, place.city);
        ++offices;
    }
    EXPECT_GE(stations, 170);
    EXPECT_EQ(offices, 43 - 2 + 31);
}

}  // namespace
}  // namespace hub::passport_db
