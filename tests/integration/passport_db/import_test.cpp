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
        return {write("list.csv", "key,name,lat,lng,tel,genre,benefit\n" + csv), write("mapping.json", kShopMapping)};
    }
    ImportReport import(ListKind kind, const ImportRequest& request) {
        const auto report = import_list(application, kind, request, soon());
        EXPECT_TRUE(report.ok()) << report.error().detail;
        return report ? *report : ImportReport{};
    }
    ImportReport shops(const ImportRequest& request) { return import(ListKind::shops, request); }
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
    ASSERT_EQ(report.findings.size(), 4u);
    EXPECT_EQ(report.findings[0].line, 3);
    EXPECT_EQ(report.findings[0].column, "name");
    EXPECT_EQ(report.findings[1].column, "lng");
    EXPECT_EQ(report.findings[2].column, "genre");
    EXPECT_EQ(report.findings[3].line, 5);
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

TEST_F(Import, hides_shops_that_are_gone_and_brings_them_back) {
    shops("1,残る,,,,,\n2,消える,,,,,\n");
    auto keeping = request("1,残る,,,,,\n");
    keeping.prune = Prune::never;
    EXPECT_EQ(shops(keeping).closing, Closing::left_out);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "2");
    EXPECT_EQ(shops("1,残る,,,,,\n").closed, 1);
    EXPECT_EQ(value("SELECT name, hidden_reason FROM shop WHERE status = 'hidden'"), "消える|import");
    const auto back = shops("1,残る,,,,,\n2,消える,,,,,\n");
    EXPECT_EQ(back.updated, 1);
    EXPECT_EQ(back.changes, (std::map<std::string, int>{{"reopened", 1}}));
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public' AND hidden_reason IS NULL"), "2");
}

TEST_F(Import, closes_more_than_a_third_only_when_told_that_it_is_right) {
    std::string many;
    for (int row = 0; row < 40; ++row) many += std::to_string(row) + ",店" + std::to_string(row) + ",,,,,\n";
    shops(many);
    const std::string few = "1,店1,,,,,\n2,店2,,,,,\n";
    const auto report = shops(few);
    EXPECT_EQ(report.closing, Closing::too_many);
    EXPECT_EQ(report.closed, 38);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "40");
    auto sure = request(few);
    sure.prune = Prune::always;
    EXPECT_EQ(shops(sure).closed, 38);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "2");
}

TEST_F(Import, measures_what_it_closes_by_what_was_there_before_it) {
    const auto list = [](int begin, int end) {
        std::string rows;
        for (int row = begin; row < end; ++row) rows += std::to_string(row) + ",店" + std::to_string(row) + ",,,,,\n";
        return rows;
    };
    shops(list(0, 30));
    auto dry = request(list(13, 90));
    dry.dry_run = true;
    EXPECT_EQ(shops(dry).closing, Closing::too_many);
    const auto report = shops(list(13, 90));
    EXPECT_EQ(report.closing, Closing::too_many) << "13 of 30, however many are new";
    EXPECT_EQ(report.closed, 13);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "90");
}

TEST_F(Import, does_not_hide_a_shop_whose_row_is_there_but_wrong) {
    shops("1,店,,,,,\n2,店,,,,,\n");
    EXPECT_EQ(shops("1,店,999,135,,,\n2,店,,,,,\n").closed, 0);
    EXPECT_EQ(shops(",店,,,,,\n").closing, Closing::key_unknown);
    EXPECT_EQ(value("SELECT count(*) FROM shop WHERE status = 'public'"), "2");
}

TEST_F(Import, does_not_move_the_catalog_when_nothing_has_changed) {
    const std::string list = "1,店,34.5,135.5,06-0000-0001,飲食業,10%引き\n2,店,,,,,\n";
    shops(list);
    const auto version = value("SELECT version FROM hub.catalog_version");
    EXPECT_EQ(shops(list).unchanged, 2);
    EXPECT_EQ(value("SELECT version FROM hub.catalog_version"), version);
}

TEST_F(Import, of_many_rows_moves_the_catalog_once_for_a_thousand) {
    std::string many;
    for (int row = 0; row < 2500; ++row) many += std::to_string(row) + ",店" + std::to_string(row) + ",,,,,\n";
    const auto before = std::stoll(value("SELECT version FROM hub.catalog_version"));
    EXPECT_EQ(shops(many).inserted, 2500);
    EXPECT_EQ(std::stoll(value("SELECT version FROM hub.catalog_version")), before + 3);
    EXPECT_EQ(value("SELECT count(DISTINCT xmin::text) FROM shop"), "3");
}

TEST_F(Import, tried_dry_stores_nothing_and_says_what_it_would) {
    shops("1,前,,,,,\n2,店,,,,,\n3,店,,,,,\n");
    const auto version = value("SELECT version FROM hub.catalog_version");
    auto dry = request("1,後,,,,,\n2,店,,,,,\n4,店,,,,,\n");
    dry.dry_run = true;
    const auto report = shops(dry);
    EXPECT_EQ(report.inserted, 1);
    EXPECT_EQ(report.updated, 1);
    EXPECT_EQ(report.unchanged, 1);
    EXPECT_EQ(report.closed, 1);
    EXPECT_EQ(rows("SELECT name FROM shop WHERE status = 'public' ORDER BY source_key"),
              (std::vector<std::string>{"前", "店", "店"}));
    EXPECT_EQ(value("SELECT version FROM hub.catalog_version"), version);
}

TEST_F(Import, doubts_what_another_list_already_has) {
    shops("1,さくら堂 本店,34.5,135.5,06-0000-0001,,\n");
    const auto mapping = write("other.json", R"({"kind": "shops", "source": "other_list",
        "fields": {"source_key": {"column": "key"}, "programme": {"constant": "1"}, "name": {"column": "name"},
                   "lat": {"column": "lat"}, "lng": {"column": "lng"}, "tel": {"column": "tel"}}})");
    const auto file =
        write("other.csv", "key,name,lat,lng,tel\n1,別の店,,,06-0000-0001\n2,さくら堂本店,34.5001,135.5,\n");
    const auto report = shops(ImportRequest{file, mapping});
    EXPECT_EQ(report.inserted, 2);
    EXPECT_EQ(report.doubtful_rows, 2);
    ASSERT_EQ(report.findings.size(), 2u);
    EXPECT_EQ(report.findings[0].reason, "登録済み（test_list）の「さくら堂 本店」と電話番号が同じです");
    EXPECT_EQ(report.findings[1].reason, "登録済み（test_list）の「さくら堂 本店」と場所が同じで、名前も似た登録です");
}

TEST_F(Import, doubts_a_position_in_another_municipality) {
    const auto mapping = write("city.json", R"({"kind": "facilities", "source": "test_city",
        "fields": {"source_key": {"column": "key"}, "kind": {"constant": "公園"}, "name": {"column": "key"},
                   "city": {"constant": "堺市"}, "position": {"column": "at"}}})");
    ImportRequest asked{write("city.csv", "key,at\n1,\"34.5,135.5\"\n2,\"34.7,135.5\"\n3,\"34.9,135.5\"\n"), mapping};
    asked.municipality_at = [](catalog::Position position) -> std::optional<std::string> {
        if (position.lat > 34.8) return std::nullopt;
        return position.lat > 34.6 ? "大阪市北区" : "堺市堺区";
    };
    const auto report = import(ListKind::facilities, asked);
    EXPECT_EQ(report.inserted, 3);
    ASSERT_EQ(report.findings.size(), 1u);
    EXPECT_EQ(report.findings[0].line, 3);
    EXPECT_EQ(report.findings[0].reason, "位置が堺市ではなく、大阪市北区にあります");
}

TEST_F(Import, keeps_facilities_and_what_they_offer_in_step) {
    const auto mapping = write("parks.json", R"({"kind": "facilities", "source": "test_parks",
        "fields": {"source_key": {"column": "key"}, "kind": {"column": "kind"}, "name": {"column": "name"}},
        "services": [{"column": "s1"}, {"column": "s2"}]})");
    const auto take = [&](const std::string& text) {
        return import(ListKind::facilities, {write("parks.csv", "key,kind,name,s1,s2\n" + text), mapping});
    };
    EXPECT_EQ(take("1,公園,一番,おむつ替え,授乳室\n2,図書館,二番,,\n").inserted, 2);
    EXPECT_EQ(value("SELECT kind, closed FROM hub.facility WHERE source_key = '2'"), "library|f");
    EXPECT_EQ(rows("SELECT tokuten_code FROM hub.facility_service ORDER BY 1"), (std::vector<std::string>{"05", "06"}));
    EXPECT_EQ(take("1,公園,一番,授乳室,おむつ替え\n2,図書館,二番,,\n").unchanged, 2);
    const auto changed = take("1,公園,一番,授乳室,\n");
    EXPECT_EQ(changed.changes, (std::map<std::string, int>{{"services", 1}}));
    EXPECT_EQ(changed.closed, 1);
    EXPECT_EQ(rows("SELECT tokuten_code FROM hub.facility_service"), std::vector<std::string>{"06"});
    EXPECT_EQ(rows("SELECT name FROM hub.facility WHERE NOT closed"), std::vector<std::string>{"一番"});
    EXPECT_EQ(take("1,公園,一番,授乳室,\n2,図書館,二番,,\n").changes, (std::map<std::string, int>{{"reopened", 1}}));
}

TEST_F(Import, publishes_events_and_ends_those_that_left_the_list_before_they_were_over) {
    const auto mapping = write("events.json", R"({"kind": "events", "source": "test_events",
        "fields": {"source_key": {"column": "key"}, "programme": {"constant": "1"}, "title": {"column": "title"},
                   "period": {"column": "days"}, "start_time": {"column": "from"}, "venue": {"column": "at"}}})");
    const auto take = [&](const std::string& text) {
        return import(ListKind::events, {write("events.csv", "key,title,days,from,at\n" + text), mapping});
    };
    const auto first =
        take("1,会,2096/8/5～2096/8/16,9：00,館\n2,終わった会,2016/8/5,,\n3,次の会,2096/9/1,,\n4,随時の会,随時,,\n");
    EXPECT_EQ(first.inserted, 3) << to_text(first);
    EXPECT_EQ(first.refused_rows, 1);
    EXPECT_EQ(
        rows("SELECT event_id, title, starts_on, ends_on, time_text, venue, status FROM event ORDER BY source_key")
            .at(0),
        value("SELECT min(event_id) FROM event") + "|会|2096-08-05|2096-08-16|9:00|館|public");
    const auto second = take("1,会,2096/8/5～2096/8/17,9：00,館\n");
    EXPECT_EQ(second.changes, (std::map<std::string, int>{{"ends_on", 1}}));
    EXPECT_EQ(second.closed, 1);  // not the one that is over
    EXPECT_EQ(rows("SELECT title FROM event WHERE coalesce(published_until > now(), true) ORDER BY source_key"),
              (std::vector<std::string>{"会", "終わった会"}));
    ASSERT_TRUE(as_application("UPDATE event SET status = 'hidden' WHERE source_key = '3'").ok());
    EXPECT_EQ(take("1,会,2096/8/5～2096/8/17,9：00,館\n3,次の会,2096/9/1,,\n").updated, 1);
    EXPECT_EQ(value("SELECT status, published_until IS NULL FROM event WHERE source_key = '3'"), "hidden|t");
}

TEST_F(Import, takes_days_without_a_year_from_the_month_in_the_name_of_the_file) {
    const auto mapping = write("events.json", R"({"kind": "events", "source": "test_events",
        "fields": {"source_key": {"column": "key"}, "programme": {"constant": "1"}, "title": {"column": "key"},
                   "period": {"column": "days"}}})");
    ImportRequest request{write("list_2096-05.csv", "key,days\n1,5月5日\n"), mapping};
    EXPECT_EQ(import(ListKind::events, request).inserted, 1);
    EXPECT_EQ(value("SELECT starts_on FROM event"), "2096-05-05");
    request.month = std::chrono::year{2097} / 5;
    EXPECT_EQ(import(ListKind::events, request).updated, 1);
    EXPECT_EQ(value("SELECT starts_on FROM event"), "2097-05-05");
    request = {write("list.csv", "key,days\n1,5月5日\n"), mapping};
    EXPECT_EQ(import(ListKind::events, request).refused_rows, 1);
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

TEST_F(Import, stores_nothing_of_a_list_that_is_broken_at_its_end) {
    std::string many;
    for (int row = 0; row < 2000; ++row) many += std::to_string(row) + ",店,,,,,\n";
    for (const auto* end : {"2000,\"店,,,,,\n", "2000,\xFF\xFF,,,,,\n", "2000,\"a\"b,,,,,\n"}) {
        const auto report = import_list(application, ListKind::shops, request(many + end), soon());
        ASSERT_FALSE(report.ok());
        EXPECT_EQ(report.error().kind, ErrorKind::invalid);
    }
    EXPECT_EQ(value("SELECT count(*) FROM shop"), "0");
}

TEST_F(Import, names_a_missing_column_and_the_one_that_was_probably_meant) {
    auto wrong = request("");
    write("list.csv", "key,nam,lat,lng,tel,genre,benefit\n");
    const auto report = import_list(application, ListKind::shops, wrong, soon());
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, "import.columns");
    ASSERT_EQ(report.error().fields.size(), 1u);
    EXPECT_EQ(report.error().fields[0].field, "name");
    EXPECT_NE(report.error().fields[0].problem.find("nam"), std::string::npos);
}

TEST_F(Import, says_which_file_is_not_there) {
    auto missing = request("");
    missing.file = directory / "none.csv";
    EXPECT_EQ(import_list(application, ListKind::shops, missing, soon()).error().code, "import.no_file");
    missing = request("");
    missing.mapping_file = directory / "none.json";
    EXPECT_EQ(import_list(application, ListKind::shops, missing, soon()).error().code, "import.no_mapping");
    EXPECT_EQ(import_list(application, ListKind::places, request(""), soon()).error().code, "import.kind");
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
    const auto report = import_list(application, ListKind::shops, {file, mapping}, soon());
    ASSERT_TRUE(report.ok()) << report.error().detail;
    EXPECT_EQ(report->inserted, 1) << to_text(*report);
}

TEST_F(Import, takes_the_samples_that_come_with_the_product) {
    const auto sample = [](const std::string& list, const std::string& mapping) {
        return ImportRequest{checkout_file("config/sample_data/" + list), checkout_file("config/mappings/" + mapping)};
    };
    const auto report = shops(sample("shops.csv", "sample_shops.json"));
    EXPECT_EQ(report.refused_rows, 0) << to_text(report);
    EXPECT_EQ(report.inserted, 63);
    EXPECT_EQ(value("SELECT count(DISTINCT genre_code) FROM shop_genre"), "8");
    EXPECT_EQ(value("SELECT count(DISTINCT tokuten_code) FROM shop_tokuten"), "10");
    EXPECT_EQ(value("SELECT count(DISTINCT programme) FROM shop"), "2");
    EXPECT_EQ(value("SELECT city FROM shop WHERE name LIKE 'ぽんぽこ%'"), "大阪市北区");
    const auto places = import_list(application, ListKind::places, sample("places.csv", "sample_places.json"), soon());
    ASSERT_TRUE(places.ok()) << places.error().detail;
    EXPECT_EQ(places->refused_rows, 0) << to_text(*places);
    EXPECT_EQ(places->inserted, 286);
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

}  // namespace
}  // namespace hub::passport_db
