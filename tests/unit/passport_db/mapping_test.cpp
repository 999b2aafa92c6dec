#include "connectors/passport_db/import/mapping.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

namespace hub::passport_db {
namespace {

constexpr auto kGood = R"({"kind": "shops", "source": "list", "encoding": "euc-jp", "partial": true,
    "header": ["id", "a"], "sheet": "s", "expand": "e",
    "skip": [{"column": "x", "equals": "1", "reason": "closed"}],
    "fields": {"source_key": {"column": "id"}, "programme": {"constant": "1"},
               "name": {"columns": ["a", "b"], "join": "・", "transforms": ["nfkc"]},
               "tel": {"column": "t", "transforms": [{"transform": "phone", "area_code": "06"}], "otherwise": ""}},
    "genres": [{"column": "g", "map": {"食": "01"}}],
    "benefits": [{"code": {"constant": "割引"}, "title": {"column": "b1"}, "detail": {"column": "b2"}}]})";

std::vector<std::string> problems(const std::string& text) {
    const auto mapping = parse_mapping(text);
    std::vector<std::string> lines;
    if (!mapping)
        for (const auto& field : mapping.error().fields) lines.push_back(field.field + ": " + field.problem);
    return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& part) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

TEST(Mapping, is_read_whole) {
    const auto mapping = parse_mapping(kGood);
    ASSERT_TRUE(mapping.ok());
    EXPECT_EQ(mapping->kind, ListKind::shops);
    EXPECT_EQ(mapping->form.encoding, Encoding::euc_jp);
    EXPECT_EQ(mapping->form.header, (std::vector<std::string>{"id", "a"}));
    EXPECT_EQ(mapping->form.sheet + mapping->form.expand, "se");
    EXPECT_TRUE(mapping->partial);
    EXPECT_EQ(mapping->fields.at("name").join, "・");
    EXPECT_EQ(mapping->fields.at("tel").transforms.at(0).area_code, "06");
    EXPECT_EQ(mapping->fields.at("tel").otherwise, "");
    EXPECT_EQ(columns_of(*mapping), (std::vector<std::string>{"a", "b", "b1", "b2", "g", "id", "t", "x"}));
}

TEST(Mapping, names_every_problem_by_its_pointer) {
    const auto lines = problems(R"({"kind": "shop", "source": "My List", "encodng": "utf-8",
        "fields": {"source_key": {"column": "id", "constant": "x"}, "nmae": {"column": "n"},
                   "tel": {"column": "t", "transforms": ["fone"]}, "lat": {"column": "y"}},
        "genres": [{"column": 5}], "benefits": [{"title": {"column": "b"}}]})");
    EXPECT_TRUE(has(lines, "/kind: must be \"shops\", \"facilities\", \"events\" or \"places\""));
    EXPECT_TRUE(has(lines, "/source: "));
    EXPECT_TRUE(has(lines, "/encodng: is not known here (did you mean \"encoding\"?)"));
    EXPECT_TRUE(has(lines, "/fields/source_key: needs exactly one of"));
    EXPECT_TRUE(has(lines, "/fields/nmae: is not known here (did you mean \"name\"?)"));
    EXPECT_TRUE(has(lines, "/fields/name: is missing"));
    EXPECT_TRUE(has(lines, "/fields/programme: is missing"));
    EXPECT_TRUE(has(lines, "/fields/tel/transforms/0: \"fone\" is not a transform (did you mean \"phone\"?)"));
    EXPECT_TRUE(has(lines, "/fields: \"lat\" and \"lng\" come together"));
    EXPECT_TRUE(has(lines, "/genres/0/column: must be a text"));
    EXPECT_TRUE(has(lines, "/benefits/0/code: is missing"));
}

TEST(Mapping, cannot_pass_a_list_off_as_approved_applications) {
    EXPECT_TRUE(has(problems(R"({"kind": "shops", "source": "application", "fields": {}})"), "/source: "));
}

TEST(Mapping, of_one_kind_has_nothing_of_another) {
    EXPECT_TRUE(
        has(problems(R"({"kind": "places", "source": "x", "fields": {}, "genres": [{"column": "g"}]})"), "/kind: "));
    EXPECT_TRUE(
        has(problems(R"({"kind": "shops", "source": "x", "fields": {}, "services": [{"column": "g"}]})"), "/kind: "));
    EXPECT_TRUE(has(problems(R"({"kind": "shops", "source": "x", "fields": {}, "month": "2026-05"})"), "/month: "));
}

TEST(Mapping, of_events_says_once_when_they_are) {
    const auto with = [](const std::string& fields) {
        return problems(R"({"kind": "events", "source": "x", "fields": {"source_key": {"column": "k"},
            "programme": {"constant": "1"}, "title": {"column": "t"})" +
                        fields + "}}");
    };
    EXPECT_TRUE(with(R"(, "period": {"column": "p"})").empty());
    EXPECT_TRUE(with(R"(, "starts_on": {"column": "p"}, "ends_on": {"column": "q"})").empty());
    EXPECT_TRUE(has(with(""), "needs exactly one of \"period\" and \"starts_on\""));
    EXPECT_TRUE(has(with(R"(, "period": {"column": "p"}, "ends_on": {"column": "q"})"), "/fields/ends_on: "));
    EXPECT_TRUE(has(with(R"(, "period": {"column": "p"}, "position": {"column": "q"}, "lat": {"column": "a"},
                             "lng": {"column": "b"})"),
                    "/fields: \"position\" takes the place"));
}

TEST(Mapping, knows_the_columns_of_a_pattern) {
    const auto text = [](const std::string& pattern) {
        return R"({"kind": "facilities", "source": "x", "fields": {"source_key": {"column": "k"},
            "kind": {"constant": "park"}, "name": {"column": "n"}, "opening_hours": {"pattern": ")" +
               pattern + "\"}}}";
    };
    EXPECT_EQ(columns_of(parse_mapping(text("{from}～{to}")).value()),
              (std::vector<std::string>{"from", "k", "n", "to"}));
    for (const auto* wrong : {"", "none", "{", "{}", "{from"}) EXPECT_FALSE(parse_mapping(text(wrong)).ok()) << wrong;
}

TEST(Mapping, may_skip_rows_with_or_without_a_value) {
    const auto with = [](const std::string& rule) {
        return problems(R"({"kind": "shops", "source": "x", "fields": {"source_key": {"column": "k"},
            "programme": {"constant": "1"}, "name": {"column": "n"}}, "skip": [)" +
                        rule + "]}");
    };
    EXPECT_TRUE(with(R"({"column": "c", "equals": ["1", "2"], "reason": "r"})").empty());
    EXPECT_TRUE(with(R"({"column": "c", "unless": "1", "reason": "r"})").empty());
    EXPECT_TRUE(has(with(R"({"column": "c", "reason": "r"})"), "/skip/0: needs exactly one of"));
    EXPECT_TRUE(has(with(R"({"column": "c", "equals": [1], "reason": "r"})"), "/skip/0/equals: "));
}

TEST(Mapping, holds_no_nul) {
    EXPECT_FALSE(parse_mapping(R"({"kind": "shops", "source": "x", "fields": {"source_key": {"constant": "a\u0000"},
        "programme": {"constant": "1"}, "name": {"column": "n"}}})")
                     .ok());
}

TEST(Mapping, survives_anything_that_is_not_a_mapping) {
    for (const auto* text : {"", "[]", "5", "{}", R"({"fields": []})", R"({"kind": 5, "source": {}, "skip": {}})",
                             R"({"fields": {"name": 5, "lat": {"transforms": "x", "map": [], "columns": [1]}}})",
                             R"({"skip": [1], "benefits": ["x"]})"})
        EXPECT_FALSE(parse_mapping(text).ok()) << text;
}

TEST(Mapping, files_of_the_product_are_valid) {
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(HUB_SOURCE_DIRECTORY "/config/mappings")) {
        if (file.path().filename() == "mapping.schema.json") continue;
        const auto mapping = read_mapping(file.path());
        EXPECT_TRUE(mapping.ok()) << file.path();
        ++files;
    }
    EXPECT_GE(files, 25);
}

TEST(MonthInName, is_a_month_of_this_century) {
    using std::chrono::year;
    EXPECT_EQ(month_in_name("takamatsu_2026-05.xlsx"), year{2026} / 5);
    EXPECT_EQ(month_in_name("list202512.csv"), year{2025} / 12);
    EXPECT_EQ(month_in_name("271403_event.csv"), std::nullopt) << "the code of a municipality";
    EXPECT_EQ(month_in_name("271403_event_202605.csv"), year{2026} / 5);
    EXPECT_EQ(month_in_name("list.csv"), std::nullopt);
}

}  // namespace
}  // namespace hub::passport_db
