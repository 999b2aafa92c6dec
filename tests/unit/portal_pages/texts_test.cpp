#include "portal/pages/texts.hpp"

#include <regex>
#include <set>

#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
    std::set<std::string> all;
    const std::regex expression(pattern);
    for (std::sregex_iterator found(text.begin(), text.end(), expression), end; found != end; ++found)
        all.insert((*found)[1]);
    return all;
}

std::string all_sources(const std::string& extension) {
    std::string text;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(product_file("portal/pages")))
        if (entry.path().extension() == extension) text += content_of(entry.path());
    return text;
}

class TextsTest : public testing::Test {
protected:
    Result<Texts> load(const std::string& json) {
        write_file(file_, json);
        auto texts = Texts::load(file_.string());
        std::filesystem::remove(file_);
        return texts;
    }
    std::filesystem::path file_ = std::filesystem::path(testing::TempDir()) / ("texts-" + std::to_string(getpid()) + ".json");
};

TEST_F(TextsTest, put_values_in_the_place_of_names) {
    const auto texts = load(R"({"a":"{place}の近く {count}件 {other}"})");
    ASSERT_TRUE(texts);
    EXPECT_EQ(texts->format("a", {{"place", "{count}駅"}, {"count", "3"}}), "{count}駅の近く 3件 {other}");
}

TEST_F(TextsTest, name_every_entry_that_is_no_string) {
    const auto texts = load(R"({"a":1,"b":"x","c":null})");
    ASSERT_FALSE(texts);
    EXPECT_EQ(texts.error().kind, ErrorKind::invalid);
    ASSERT_EQ(texts.error().fields.size(), 2u);
    EXPECT_EQ(texts.error().fields[0].field, "/a");
    EXPECT_EQ(texts.error().fields[1].field, "/c");
}

TEST_F(TextsTest, refuse_a_file_that_is_no_object_or_is_missing) {
    EXPECT_FALSE(load("[]"));
    EXPECT_FALSE(load("{"));
    EXPECT_FALSE(Texts::load(file_.string()));
}

TEST(TextCatalogue, has_every_text_the_code_asks_for) {
    const auto texts = Texts::load(product_file("portal/pages/texts/ja.json"));
    ASSERT_TRUE(texts) << texts.error().detail;
    for (const auto& key : matches(all_sources(".cpp"), R"re((?:get|format)\(\s*"([a-z0-9_.]+)"\s*[,)])re"))
        EXPECT_TRUE(texts->has(key)) << key;
}

TEST(TextCatalogue, has_no_text_that_nobody_asks_for) {
    const auto texts = Texts::load(product_file("portal/pages/texts/ja.json"));
    ASSERT_TRUE(texts);
    auto used = matches(all_sources(".tpl"), R"(\[\[([a-z0-9_.]+)\]\])");
    used.merge(matches(all_sources(".cpp"), R"re("([a-z0-9_]+(?:\.[a-z0-9_]+)*)")re"));
    // Keys that the code puts together.
    const std::regex composed(
        R"((error\.\d+|shops\.(unknown|lookup))\.(title|text|lead)|field\..*|shop\.programme\.\d|event\.weekday\.\d|member\.(programme|sex|kind)\.\w+|staff\.(role|status|change|question|second_step)\.\w+|staff\.(members|owners)\.((by|status)\.\w+|page|lead|nobody))");
    for (const auto& [key, text] : texts->all())
        EXPECT_TRUE(used.contains(key) || std::regex_match(key, composed)) << key;
}

}  // namespace
}  // namespace hub::portal
