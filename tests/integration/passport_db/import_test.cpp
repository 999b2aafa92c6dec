#include "connectors/passport_db/import/import.hpp"

#include <filesystem>
#include <fstream>

#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kShopMapping = R"({"kind": "shops", "source": "test_list",
    "fields": {"source_key": {"column": "key"}, "programme": {"constant": "1"}, "name": {"column": "name"},
               "lat": {"column": "lat"}, "lng": {"column": "lng"}, "tel": {"column": "tel"}},
    "genres": [{"column": "genre"}],
    "benefits": [{"code": {"constant": "割引"}, "title": {"column": "benefit"}}]})";

class Import : public PassportDatabase {
protected:
    Import() : directory(std::filesystem::path(::testing::TempDir()) / "hub_import") {
        std::filesystem::create_directories(directory);
    }
    ~Import() override { std::filesystem::remove_all(directory); }

    std::filesystem::path write(const std::string& name, const std::string& text) {
        std::ofstream(directory / name, std::ios::binary) << text;
        return directory / name;
    }
    ImportRequest request(const std::string& csv) {
        return {write("list.csv", "key,name,lat,lng,tel,genre,benefit\n" + csv), write("mapping.json", kShopMapping),
                false, false, nullptr};
    }
    ImportReport shops(const ImportRequest& request) {
        const auto report = import_shops(application, request, soon());
        EXPECT_TRUE(report.ok()) << report.error().detail;
        return report ? *report : ImportReport{};
    }
    ImportReport shops(const std::string& csv) { return shops(request(csv)); }

    const std::filesystem::path directory;
};

TEST_F(Import, stores_good_rows_and_reports_the_others) {
    const auto report = shops(
        "1,一番,34.5,135.5,06-0000-0001,飲食業,10%引き\n"
        "2,,34.5,abc,,飲食店,\n"
        "3,三番,,,,02,\n"
        "1,同じ,,,,,\n");
    EXPECT_EQ(report.read, 4);
    EXPECT_EQ(report.inserted, 2);
    EXPECT_EQ(report.refused_rows, 2);
    ASSERT_EQ(report.refused.size(), 4u);
    EXPECT_EQ(report.refused[0].line, 3);
    EXPECT_EQ(report.refused[0].column, "name");
    EXPECT_EQ(report.refused[1].column, "lng");
    EXPECT_EQ(report.refused[2].column, "genre");
    EXPECT_EQ(report.refused[3].line, 5);
    EXPECT_EQ(exit_code(report), 3);
    EXPECT_EQ(rows("SELECT name, lat, tel, status FROM shop ORDER BY source_key"),
              (std::vector<std::string>{"一番|34.5|06-0000-0001|public", "三番|||public"}));
    EXPECT_EQ(rows("SELECT tokuten_code, title FROM shop_tokuten"), std::vector<std::string>{"01|10%引き"});
    EXPECT_EQ(rows("SELECT genre_code FROM shop_genre ORDER BY shop_id"), (std::vector<std::string>{"01", "02"}));
}

TEST_F(Import, recognises_a_shop_it_has_brought_before) {
    shops("1,前,34.5,135.5,,飲食業,10%引き\n2,そのまま,,,,小売業,\n");
    const auto ids = rows("SELECT shop_id FROM shop ORDER BY source_key");
    const auto report = shops("1,後,34.6,135.5,,飲食業,10%引き\n2,そのまま,,,,小売業,\n3,新しい,,,,,\n");
    EXPECT_EQ(report.updated, 1);
    EXPECT_EQ(report.unchanged, 1);
    EXPECT_EQ(report.inserted, 1);
    EXPECT_EQ(value("SELECT name, lat FROM shop WHERE source_key = '1'"), "後|34.6");
    EXPECT_EQ(rows("SELECT shop_id FROM shop WHERE source_key < '3' ORDER BY source_key"), ids);
}

TEST_F(Import, takes_a_changed_benefit_or_genre_for_a_change_of_the_shop) {
    shops("1,店,,,,飲食業,10%引き\n");
    ASSERT_TRUE(as_owner("UPDATE shop SET updated_at = '2000-01-01'").ok());
    EXPECT_EQ(shops("1,店,,,,飲食業,20%引き\n").updated, 1);
    EXPECT_EQ(value("SELECT updated_at > '2001-01-01' FROM shop"), "t");
    EXPECT_EQ(shops("1,店,,,,小売業,\n").updated, 1);
    EXPECT_EQ(rows("SELECT genre_code FROM shop_genre"), std::vector<std::string>{"02"});
    EXPECT_EQ(rows("SELECT title FROM shop_tokuten"), std::vector<std::string>());
}

TEST_F(Import, hides_shops_that_are_gone_only_when_asked_to_and_brings_them_back) {
    shops("1,残る,,,,,\n2,消える,,,,,\n");
    EXPECT_EQ(shops("1,残る,,,,,\n").pruned, 0);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "2");
    auto pruning = request("1,残る,,,,,\n");
    pruning.prune = true;
    EXPECT_EQ(shops(pruning).pruned, 1);
    EXPECT_EQ(value("SELECT name, hidden_reason FROM shop WHERE status = 'hidden'"), "消える|import");
    EXPECT_EQ(shops("1,残る,,,,,\n2,消える,,,,,\n").updated, 1);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public' AND hidden_reason IS NULL"), "2");
}

TEST_F(Import, does_not_hide_a_shop_whose_row_is_there_but_wrong) {
    shops("1,店,,,,,\n2,店,,,,,\n");
    auto pruning = request("1,店,999,135,,,\n2,店,,,,,\n");
    pruning.prune = true;
    EXPECT_EQ(shops(pruning).pruned, 0);
    auto without_key = request(",店,,,,,\n");
    without_key.prune = true;
    EXPECT_TRUE(shops(without_key).prune_left_out);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "2");
}

TEST_F(Import, leaves_decisions_of_staff_and_owners_alone) {
    shops("1,店,34.5,135.5,,,\n2,店,,,,,\n");
    ASSERT_TRUE(as_application("UPDATE shop SET lat = 34.9, position_source = 'owner_pin' WHERE source_key = '1';"
                               "UPDATE shop SET status = 'hidden', hidden_reason = 'staff' WHERE source_key = '2'")
                    .ok());
    EXPECT_EQ(shops("1,店,34.5,135.5,,,\n2,店,,,,,\n").unchanged, 2);
    EXPECT_EQ(shops("1,改名,34.6,135.6,,,\n2,改名,,,,,\n").updated, 2);
    EXPECT_EQ(value("SELECT name, lat FROM shop WHERE source_key = '1'"), "改名|34.9");
    EXPECT_EQ(value("SELECT name, status FROM shop WHERE source_key = '2'"), "改名|hidden");
}

TEST_F(Import, stores_nothing_of_a_list_with_refused_rows_when_told_so) {
    auto strict = request("1,店,,,,,\n2,,,,,,\n");
    strict.all_or_nothing = true;
    const auto report = shops(strict);
    EXPECT_TRUE(report.nothing_stored);
    EXPECT_EQ(report.inserted, 0);
    EXPECT_EQ(value("SELECT count(*) FROM shop"), "0");
}

TEST_F(Import, names_a_missing_column_and_the_one_that_was_probably_meant) {
    auto wrong = request("");
    write("list.csv", "key,nam,lat,lng,tel,genre,benefit\n");
    const auto report = import_shops(application, wrong, soon());
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, "import.columns");
    ASSERT_EQ(report.error().fields.size(), 1u);
    EXPECT_EQ(report.error().fields[0].field, "name");
    EXPECT_NE(report.error().fields[0].problem.find("nam"), std::string::npos);
}

TEST_F(Import, says_which_file_is_not_there) {
    auto missing = request("");
    missing.file = directory / "none.csv";
    EXPECT_EQ(import_shops(application, missing, soon()).error().code, "import.no_file");
    missing = request("");
    missing.mapping_file = directory / "none.json";
    EXPECT_EQ(import_shops(application, missing, soon()).error().code, "import.no_mapping");
    EXPECT_EQ(import_places(application, request(""), soon()).error().code, "import.kind");
}

TEST_F(Import, stores_a_row_that_fills_every_column_to_the_brim) {
    const auto mapping = write("long.json", R"({"kind": "shops", "source": "test_long", "fields": {
        "source_key": {"column": "k"}, "programme": {"constant": "2"}, "name": {"column": "k"}, "name_kana": {"column": "k"},
        "address": {"column": "a"}, "city": {"column": "c"}, "url": {"column": "u"}, "comment": {"column": "o"},
        "opening_hours": {"column": "h"}, "closed_days": {"column": "h"}, "tel": {"constant": "0-9-0-1-2-3-4-5678"},
        "postal_code": {"constant": "〒５３０－０００１"}},
        "benefits": [{"code": {"constant": "10"}, "title": {"column": "k"}, "detail": {"column": "d"}}]})");
    const auto many = [](int count) {
        std::string text;
        for (int index = 0; index < count; ++index) text += "あ";
        return text;
    };
    const auto file =
        write("long.csv", "k,a,c,u,o,h,d\n" + many(200) + "," + many(300) + "," + many(50) + ",https://example.jp/" +
                              std::string(981, 'x') + "," + many(4000) + "," + many(1000) + "," + many(2000) + "\n");
    const auto report = import_shops(application, {file, mapping, false, false, nullptr}, soon());
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(to_text(*report), "test_long: 1 rows read, 1 inserted, 0 updated, 0 unchanged, 0 refused");
}

TEST_F(Import, takes_the_samples_that_come_with_the_product) {
    const auto sample = [](const std::string& list, const std::string& mapping) {
        return ImportRequest{checkout_file("config/sample_data/" + list), checkout_file("config/mappings/" + mapping),
                             false, false, nullptr};
    };
    const auto report = shops(sample("shops.csv", "sample_shops.json"));
    EXPECT_EQ(report.refused_rows, 0) << to_text(report);
    EXPECT_EQ(report.inserted, 63);
    EXPECT_EQ(value("SELECT count(DISTINCT genre_code) FROM shop_genre"), "8");
    EXPECT_EQ(value("SELECT count(DISTINCT tokuten_code) FROM shop_tokuten"), "10");
    EXPECT_EQ(value("SELECT count(DISTINCT programme) FROM shop"), "2");
    EXPECT_EQ(value("SELECT city FROM shop WHERE name LIKE 'ぽんぽこ%'"), "大阪市北区");
    const auto places = import_places(application, sample("places.csv", "sample_places.json"), soon());
    ASSERT_TRUE(places.ok()) << places.error().detail;
    EXPECT_EQ(places->refused_rows, 0) << to_text(*places);
    EXPECT_EQ(places->inserted, 265);
}

TEST_F(Import, finds_the_sample_applications_once) {
    std::ifstream file(checkout_file("config/sample_data/applications.sql"));
    const std::string sql((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    for (int time = 0; time < 2; ++time) {
        const auto result = as_application(sql);
        ASSERT_TRUE(result.ok()) << result.error().detail;
    }
    EXPECT_EQ(rows("SELECT programme, status FROM shop_temp ORDER BY shop_temp_id"),
              (std::vector<std::string>{"1|applied", "1|applied", "2|applied", "1|applied", "1|applied"}));
    EXPECT_TRUE(as_application("SELECT hub.approve_shop(shop_temp_id, 'operator') FROM shop_temp").ok());
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE source = 'application'"), "5");
}

// The publishers' own lists, where they are at hand.
class RealLists : public Import {
protected:
    void SetUp() override {
        data = test::shared_directory() / "data";
        if (!std::filesystem::exists(data)) GTEST_SKIP() << "the real lists are not at hand";
    }
    ImportRequest real(const std::string& list, const std::string& mapping) {
        return {data / list, checkout_file("config/mappings/" + mapping), false, false, nullptr};
    }
    std::filesystem::path data;
};

TEST_F(RealLists, bring_in_all_548_shops_of_yaizu) {
    const auto report = shops(real("shops/yaizu_digital_coupon_20260128.csv", "yaizu_coupon.json"));
    EXPECT_EQ(report.inserted, 548) << to_text(report);
    EXPECT_EQ(report.refused_rows, 0);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE lat BETWEEN 34.7 AND 35 AND lng BETWEEN 138 AND 138.5"), "548");
    EXPECT_EQ(value("SELECT count(*) FROM shop_genre WHERE genre_code = '02'"), "275");
    EXPECT_EQ(value("SELECT count(*) FROM shop_tokuten WHERE title = '2,000円以上会計で1,000円引き'"), "366");
    EXPECT_EQ(value("SELECT name, name_kana, tel FROM shop WHERE source_key = '1'"), "MASUYA|マスヤ|054-629-2000");
}

TEST_F(RealLists, follow_the_columns_by_name_when_they_swap_places) {
    EXPECT_EQ(shops(real("shops/yaizu_digital_coupon_20250730.csv", "yaizu_coupon.json")).inserted, 485);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE lat BETWEEN 34.7 AND 35"), "485");
    auto newer = real("shops/yaizu_digital_coupon_20260128.csv", "yaizu_coupon.json");
    newer.prune = true;
    const auto report = shops(newer);
    EXPECT_EQ(report.inserted, 76);
    EXPECT_EQ(report.updated + report.unchanged, 472);
    EXPECT_EQ(report.pruned, 13);
}

TEST_F(RealLists, bring_in_the_open_stations) {
    const auto report = import_places(application, real("osaka/station.csv", "stations.json"), soon());
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(report->inserted, 8988) << to_text(*report);
    EXPECT_EQ(report->refused_rows, 0) << to_text(*report);
    EXPECT_EQ(report->skipped, (std::map<std::string, int>{{"closed", 384}}));
    EXPECT_EQ(value("SELECT name, city, kind FROM hub.place WHERE name_kana = 'やいづ'"), "焼津|焼津市|station");
    EXPECT_EQ(value("SELECT count(*) FROM hub.place WHERE city !~ '[市区町村]$' AND city <> ''"), "0");
}

TEST_F(RealLists, also_come_in_cp932) {
    const auto mapping = write("cp932.json", R"({"kind": "places", "source": "test_facilities", "encoding": "auto",
        "fields": {"source_key": {"column": "№"}, "name": {"column": "要配慮者利用施設名称"}, "kind": {"constant": "facility"},
                   "lat": {"column": "緯度"}, "lng": {"column": "経度"}}})");
    const auto report = import_places(
        application, {data / "facilities/yaizu_yohairyosya_cp932.csv", mapping, false, false, nullptr}, soon());
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(report->inserted, 277) << to_text(*report);
}

}  // namespace
}  // namespace hub::passport_db
