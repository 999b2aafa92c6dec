// The publishers' own lists, where they are at hand, with the counts that were compared with the files by eye.
#include <filesystem>

#include "connectors/passport_db/import/import.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::passport_db {
namespace {

struct RealList {
    ListKind kind;
    const char* file;
    const char* mapping;
    int read;
    int accepted;
    int corrected;
    int refused;
};

void PrintTo(const RealList& list, std::ostream* stream) { *stream << list.file << " as " << name_of(list.kind); }

// Of lists of 25,000 rows as well.
Deadline in_time() { return Deadline::after(system_clock(), std::chrono::minutes(5)); }

Result<ImportReport> import_real(runtime::Database& database, ListKind kind, const std::string& file,
                                 const std::string& mapping) {
    ImportRequest request;
    request.file = test::shared_directory() / "data" / file;
    request.mapping_file = checkout_file("config/mappings/" + mapping + ".json");
    return import_list(database, kind, request, in_time());
}

class EveryRealList : public PassportDatabase, public ::testing::WithParamInterface<RealList> {};

TEST_P(EveryRealList, comes_in_as_it_was_counted) {
    const auto& list = GetParam();
    if (!std::filesystem::exists(test::shared_directory() / "data" / list.file))
        GTEST_SKIP() << "the list " << list.file << " is not there";
    const auto report = import_real(application, list.kind, list.file, list.mapping);
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(report->read, list.read) << to_text(*report);
    EXPECT_EQ(report->accepted(), list.accepted) << to_text(*report);
    EXPECT_EQ(report->corrected_rows, list.corrected) << to_text(*report);
    EXPECT_EQ(report->refused_rows, list.refused) << to_text(*report);
    EXPECT_EQ(report->inserted, list.accepted);
    const auto again = import_real(application, list.kind, list.file, list.mapping);
    ASSERT_TRUE(again.ok()) << again.error().detail;
    EXPECT_EQ(again->unchanged, list.accepted) << to_text(*again);
    EXPECT_EQ(again->closed, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Shops, EveryRealList,
    ::testing::Values(
        RealList{ListKind::shops, "shops/yaizu_digital_coupon_20250730.csv", "yaizu_coupon", 485, 485, 4, 0},
        RealList{ListKind::shops, "shops/yaizu_digital_coupon_20260128.csv", "yaizu_coupon", 548, 548, 4, 0},
        RealList{ListKind::facilities, "shops/yaizu_baby_station.csv", "yaizu_baby_station", 71, 71, 0, 0},
        RealList{ListKind::shops, "shops/yaizu_tourism_shops.csv", "yaizu_tourism_shops", 72, 72, 1, 0},
        RealList{ListKind::shops, "shops/yaizu_tourism_meals.csv", "yaizu_tourism_meals", 68, 68, 0, 0},
        RealList{ListKind::shops, "shops/yaizu_shop_application_export.csv", "yaizu_shop_application_export", 13, 13, 6,
                 0},
        RealList{ListKind::shops, "shops/sakai_company_json.tar.gz", "sakai_company", 24469, 24464, 40, 5},
        RealList{ListKind::shops, "shops/sakai_company_json.tar.gz", "sakai_company_shops", 165, 164, 3, 1}));

INSTANTIATE_TEST_SUITE_P(
    Facilities, EveryRealList,
    ::testing::Values(
        RealList{ListKind::facilities, "facilities/yaizu_preschool.csv", "yaizu_preschool", 60, 60, 0, 0},
        RealList{ListKind::facilities, "facilities/yaizu_child_rearing_support_center.csv",
                 "yaizu_child_rearing_support_center", 9, 9, 0, 0},
        RealList{ListKind::facilities, "facilities/yaizu_park_info.csv", "yaizu_park_info", 142, 142, 0, 0},
        RealList{ListKind::facilities, "facilities/yaizu_hinannjo.csv", "yaizu_hinannjo", 56, 56, 0, 0},
        RealList{ListKind::facilities, "facilities/yaizu_nouen_cp932.csv", "yaizu_nouen", 9, 9, 0, 0},
        RealList{ListKind::facilities, "facilities/yaizu_yohairyosya_cp932.csv", "yaizu_yohairyosya", 277, 88, 0, 0},
        RealList{ListKind::facilities, "facilities/takamatsu_0013_nursery_school.csv", "takamatsu_nursery_school", 117,
                 115, 0, 0},
        RealList{ListKind::facilities, "facilities/takamatsu_0019_childrens_hall.csv", "takamatsu_childrens_hall", 9, 9,
                 0, 0},
        RealList{ListKind::facilities, "facilities/takamatsu_0020_other_child_care.csv", "takamatsu_other_child_care",
                 2, 2, 0, 0},
        RealList{ListKind::facilities, "facilities/takamatsu_0022_child_rearing_base.csv",
                 "takamatsu_child_rearing_base", 14, 14, 0, 0},
        RealList{ListKind::facilities, "facilities/takamatsu_0035_library.csv", "takamatsu_library", 5, 5, 0, 0},
        RealList{ListKind::facilities, "osaka/mapnavoskdat_shisetsuall.csv.gz", "osaka_mapnav", 9475, 1655, 5, 0}));

INSTANTIATE_TEST_SUITE_P(Places, EveryRealList,
                         ::testing::Values(RealList{ListKind::places, "osaka/mapnavoskdat_shisetsuall.csv.gz",
                                                    "osaka_mapnav_landmarks", 9475, 2228, 0, 0},
                                           RealList{ListKind::places, "osaka/station.csv", "stations", 9372, 8988, 0,
                                                    0}));

INSTANTIATE_TEST_SUITE_P(
    Events, EveryRealList,
    ::testing::Values(
        RealList{ListKind::events, "events/takamatsu_0081_events_2020-2021.csv", "takamatsu_events", 943, 936, 2, 7},
        RealList{ListKind::events, "events/takamatsu_manabi_2025-12.xlsx", "takamatsu_manabi", 48, 27, 2, 4},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-01.xlsx", "takamatsu_manabi", 52, 23, 1, 5},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-02.xlsx", "takamatsu_manabi", 46, 22, 2, 4},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-03.xlsx", "takamatsu_manabi", 28, 8, 2, 3},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-04.xlsx", "takamatsu_manabi", 30, 9, 3, 4},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-05.xlsx", "takamatsu_manabi", 33, 11, 4, 3},
        RealList{ListKind::events, "events/takamatsu_manabi_2026-05-corrected.xlsx", "takamatsu_manabi", 33, 11, 4,
                 3}));

class RealLists : public PassportDatabase {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(test::shared_directory() / "data")) GTEST_SKIP() << "the real lists are not there";
    }
    ImportReport take(ListKind kind, const std::string& file, const std::string& mapping) {
        const auto report = import_real(application, kind, file, mapping);
        EXPECT_TRUE(report.ok()) << report.error().detail;
        return report ? *report : ImportReport{};
    }
};

TEST_F(RealLists, of_two_winters_say_what_changed_between_them) {
    take(ListKind::shops, "shops/yaizu_digital_coupon_20250730.csv", "yaizu_coupon");
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE lat BETWEEN 34.7 AND 35 AND lng BETWEEN 138 AND 138.5"), "485");
    const auto newer = take(ListKind::shops, "shops/yaizu_digital_coupon_20260128.csv", "yaizu_coupon");
    EXPECT_EQ(newer.inserted, 76);
    EXPECT_EQ(newer.updated + newer.unchanged, 472);
    EXPECT_EQ(newer.closed, 13);
    EXPECT_EQ(newer.changes.at("comment"), 116);
    EXPECT_EQ(newer.changes.at("address"), 44);
    EXPECT_EQ(newer.changes.at("benefits"), 4);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "548");
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE lat BETWEEN 34.7 AND 35 AND lng BETWEEN 138 AND 138.5"), "561");
    EXPECT_EQ(value("SELECT count(*) FROM shop_genre g JOIN shop s USING (shop_id) WHERE genre_code = '02' AND status "
                    "= 'public'"),
              "275");
    EXPECT_EQ(value("SELECT count(*) FROM shop_tokuten t JOIN shop s USING (shop_id) "
                    "WHERE title = '2,000円以上会計で1,000円引き' AND status = 'public'"),
              "366");
    EXPECT_EQ(value("SELECT name, name_kana, tel, opening_hours, closed_days FROM shop WHERE source_key = '1'"),
              "MASUYA|マスヤ|054-629-2000|10:00～19:00|毎週水曜及び第2第3火曜日");
}

TEST_F(RealLists, of_baby_stations_say_what_they_offer) {
    take(ListKind::facilities, "shops/yaizu_baby_station.csv", "yaizu_baby_station");
    EXPECT_EQ(rows("SELECT tokuten_code, count(*) FROM hub.facility_service GROUP BY 1 ORDER BY 1"),
              (std::vector<std::string>{"05|71", "06|30"}));
}

TEST_F(RealLists, of_stations_know_their_municipality) {
    const auto report = take(ListKind::places, "osaka/station.csv", "stations");
    EXPECT_EQ(report.skipped, (std::map<std::string, int>{{"closed", 384}}));
    EXPECT_EQ(value("SELECT name, city, kind FROM hub.place WHERE name_kana = 'やいづ'"), "焼津|焼津市|station");
    EXPECT_EQ(value("SELECT count(*) FROM hub.place WHERE city !~ '[市区町村]$' AND city <> ''"), "0");
}

TEST_F(RealLists, of_events_have_the_days_that_a_reader_sees) {
    take(ListKind::events, "events/takamatsu_manabi_2025-12.xlsx", "takamatsu_manabi");
    const auto days = [&](const std::string& title) {
        return value("SELECT starts_on, ends_on, time_text FROM event WHERE title LIKE '" + title + "%'");
    };
    EXPECT_EQ(days("令和７年度 高松市公文書館巡回展"), "2025-12-04|2026-01-12|9:00～22:00 (日曜日・休日は17:00)");
    EXPECT_EQ(days("図画・工作"), "2025-12-01|2026-01-07|9時～17時までの貸館予約のない時間帯");
    EXPECT_EQ(days("ゼロカーボンシティ展"),
              "2025-12-12|2025-12-18|10:00(ただし、初日は13:00から)～21:00(ただし、最終日は15:00まで)");
    EXPECT_EQ(days("冬休み親子工作会"), "2025-12-25|2025-12-25|13:30～15:30");
    EXPECT_EQ(days("楠尾神社"), "2026-01-06|2026-01-06|11:00～12:00");
}

TEST_F(RealLists, published_twice_change_only_what_was_corrected) {
    take(ListKind::events, "events/takamatsu_manabi_2026-05.xlsx", "takamatsu_manabi");
    const auto corrected = take(ListKind::events, "events/takamatsu_manabi_2026-05-corrected.xlsx", "takamatsu_manabi");
    EXPECT_EQ(corrected.inserted, 1) << to_text(corrected);
    EXPECT_EQ(corrected.unchanged, 10) << to_text(corrected);
}

}  // namespace
}  // namespace hub::passport_db
