#include <gtest/gtest.h>

#include <rapidjson/document.h>
#include <rapidjson/schema.h>

#include <filesystem>
#include <fstream>

#include "connectors/passport_db/import/mapping.hpp"

namespace hub::passport_db {
namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(stream)), {});
}

// config/mappings/mapping.schema.json, which editors and other programs check mappings with.
class MappingSchema : public ::testing::Test {
protected:
    MappingSchema() {
        parsed_.Parse(text_of(HUB_SOURCE_DIRECTORY "/config/mappings/mapping.schema.json").c_str());
        EXPECT_FALSE(parsed_.HasParseError());
        schema_ = std::make_unique<rapidjson::SchemaDocument>(parsed_);
    }
    bool accepts(const std::string& mapping) const {
        rapidjson::Document document;
        if (document.Parse(mapping.c_str()).HasParseError()) return false;
        rapidjson::SchemaValidator validator(*schema_);
        return document.Accept(validator);
    }

private:
    rapidjson::Document parsed_;
    std::unique_ptr<rapidjson::SchemaDocument> schema_;
};

TEST_F(MappingSchema, accepts_the_mappings_of_the_product) {
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(HUB_SOURCE_DIRECTORY "/config/mappings")) {
        if (file.path().filename() == "mapping.schema.json") continue;
        EXPECT_TRUE(accepts(text_of(file.path()))) << file.path();
        ++files;
    }
    EXPECT_GE(files, 25);
}

// A mapping of a kind, with fields and members of its own.
std::string mapping(const std::string& kind, const std::string& fields, const std::string& more = "") {
    const std::string start = R"({"kind": ")" + kind + R"(", "source": "x", "fields": {"source_key": {"column": "k"})";
    return start + fields + "}" + more + "}";
}

TEST_F(MappingSchema, agrees_with_the_reader) {
    const std::string shop = R"(, "programme": {"constant": "1"}, "name": {"column": "n"})";
    const std::string event = R"(, "programme": {"constant": "1"}, "title": {"column": "n"})";
    const std::vector<std::string> good = {
        mapping("shops", shop),
        mapping("shops", shop,
                R"(, "encoding": "euc-jp", "header": ["a"], "partial": true, "expand": "e", "sheet": "s")"),
        mapping("shops", shop, R"(, "skip": [{"column": "c", "unless": ["1"], "reason": "r"}])"),
        mapping("facilities",
                R"(, "kind": {"column": "c", "map": {"a": "b"}, "prefix": "p"}, "name": {"pattern": "{a} {b}"})"),
        mapping("events", event + R"(, "period": {"column": "d"})", R"(, "month": "2026-05")"),
        mapping("places",
                R"(, "kind": {"constant": "station"}, "name": {"column": "n"}, "position": {"column": "p"})")};
    const std::vector<std::string> bad = {
        "[]",
        "{}",
        mapping("shop", shop),
        mapping("shops", ""),
        mapping("shops", shop + R"(, "nmae": {"column": "n"})"),
        mapping("shops", shop + R"(, "lat": {"column": "y"})"),
        mapping("shops", shop + R"(, "lat": {"column": "y"}, "lng": {"column": "x"}, "position": {"column": "p"})"),
        mapping("shops", shop + R"(, "city": {})"),
        mapping("shops", shop + R"(, "city": {"column": "c", "constant": "x"})"),
        mapping("shops", shop + R"(, "city": {"column": ""})"),
        mapping("shops", shop + R"(, "city": {"columns": []})"),
        mapping("shops", shop + R"(, "city": {"pattern": "none"})"),
        mapping("shops", shop + R"(, "city": {"column": "c", "map": {}})"),
        mapping("shops", shop + R"(, "city": {"column": "c", "transforms": ["fone"]})"),
        mapping("shops",
                shop + R"(, "city": {"column": "c", "transforms": [{"transform": "url", "area_code": "06"}]})"),
        mapping("shops", shop, R"(, "services": [{"column": "s"}])"),
        mapping("shops", shop, R"(, "month": "2026-05")"),
        mapping("shops", shop, R"(, "partial": 1)"),
        mapping("shops", shop, R"(, "encoding": "sjis")"),
        mapping("shops", shop, R"(, "benefits": [{"title": {"column": "b"}}])"),
        mapping("shops", shop, R"(, "skip": [{"column": "c", "reason": "r"}])"),
        mapping("facilities", R"(, "name": {"column": "n"})"),
        mapping("events", event),
        mapping("events", event + R"(, "period": {"column": "d"}, "starts_on": {"column": "d"})"),
        mapping("events", event + R"(, "period": {"column": "d"}, "ends_on": {"column": "d"})"),
        mapping("events", event + R"(, "period": {"column": "d"})", R"(, "month": "2026-13")"),
        mapping("places", R"(, "kind": {"constant": "station"}, "name": {"column": "n"})"),
        R"({"kind": "shops", "source": "application", "fields": {"source_key": {"column": "k"})" + shop + "}}",
        R"({"kind": "shops", "source": "My List", "fields": {"source_key": {"column": "k"})" + shop + "}}"};
    for (const auto& text : good) {
        EXPECT_TRUE(parse_mapping(text).ok()) << text;
        EXPECT_TRUE(accepts(text)) << text;
    }
    for (const auto& text : bad) {
        EXPECT_FALSE(parse_mapping(text).ok()) << text;
        EXPECT_FALSE(accepts(text)) << text;
    }
}

}  // namespace
}  // namespace hub::passport_db
