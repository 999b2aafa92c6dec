#include "connectors/passport_db/import/mapping.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

namespace hub::passport_db {
namespace {

constexpr auto kGood = R"({"kind": "shops", "source": "list", "encoding": "cp932",
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
    EXPECT_EQ(mapping->encoding, Encoding::cp932);
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
    EXPECT_TRUE(has(lines, "/kind: must be \"shops\" or \"places\""));
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

TEST(Mapping, of_places_has_no_benefits) {
    EXPECT_TRUE(
        has(problems(R"({"kind": "places", "source": "x", "fields": {}, "genres": [{"column": "g"}]})"), "/kind: "));
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
        const auto mapping = read_mapping(file.path());
        EXPECT_TRUE(mapping.ok()) << file.path();
        ++files;
    }
    EXPECT_GE(files, 4);
}

}  // namespace
}  // namespace hub::passport_db
