#include "router/core/json.hpp"

#include <gtest/gtest.h>

namespace hub::json {
namespace {

std::string code_of(std::string_view text, Limits limits = {}) {
    const auto document = Document::parse(text, limits);
    return document ? "ok" : document.error().code;
}

TEST(Json, reads_each_kind_of_value) {
    const auto document = Document::parse(R"({"text":"梅田","number":1.5,"whole":42,"yes":true,"none":null,"list":[1,2]})");
    ASSERT_TRUE(document);
    const auto root = document->root();
    EXPECT_EQ(root.string("text"), "梅田");
    EXPECT_EQ(root.number("number"), 1.5);
    EXPECT_EQ(root.integer("whole"), 42);
    EXPECT_EQ(root.boolean("yes"), true);
    EXPECT_TRUE(root.find("none")->is_null());
    EXPECT_EQ(root.find("list")->elements().size(), 2u);
}

TEST(Json, answers_nothing_for_a_member_of_another_kind) {
    const auto document = Document::parse(R"({"text":1,"number":"1"})");
    ASSERT_TRUE(document);
    EXPECT_FALSE(document->root().string("text"));
    EXPECT_FALSE(document->root().number("number"));
    EXPECT_FALSE(document->root().integer("missing"));
    EXPECT_FALSE(document->root().find("text")->find("inside"));
    EXPECT_TRUE(document->root().find("text")->elements().empty());
}

TEST(Json, takes_a_whole_double_as_an_integer_but_no_fraction) {
    const auto document = Document::parse(R"([12.0, 12.5, 1e300])");
    ASSERT_TRUE(document);
    const auto values = document->root().elements();
    EXPECT_EQ(values[0].as_integer(), 12);
    EXPECT_FALSE(values[1].as_integer());
    EXPECT_FALSE(values[2].as_integer());
}

TEST(Json, refuses_what_is_not_rfc_8259) {
    for (const char* text : {"", "{", "[1,]", "{'a':1}", "nul", "[1] 2", "\"\x01\"", "[NaN]", "01", "+1", "[1}", "// c\n1"})
        EXPECT_EQ(code_of(text), "json.invalid") << text;
}

TEST(Json, refuses_invalid_utf8) {
    for (const char* text : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xe3\x81\""})
        EXPECT_EQ(code_of(text), "json.invalid") << text;
}

TEST(Json, refuses_surrogates_that_are_no_character) {
    for (const char* text : {R"("\ud83d")", R"("\udc76")", R"("\uDC76\uD83D")", R"("\ud83d\ud83d")", R"({"\udfff":1})",
                             R"("\\\udc00")", R"("\ud83d\udc76\udc76")"})
        EXPECT_EQ(code_of(text), "json.invalid") << text;
    for (const char* text :
         {R"("\ud83d\udc76")", R"("\uD83D\uDC76")", R"("\\udc00")", R"("\u00dc")", R"("\ud7ff")", R"("\n")"})
        EXPECT_EQ(code_of(text), "ok") << text;
}

TEST(Json, refuses_two_members_of_one_name) {
    EXPECT_EQ(code_of(R"({"a":1,"a":2})"), "json.duplicate_name");
    EXPECT_EQ(code_of(R"([{"b":{"a":1,"a":2}}])"), "json.duplicate_name");
}

TEST(Json, refuses_nesting_beyond_the_limit_without_recursing) {
    EXPECT_EQ(code_of(std::string(64, '[') + std::string(64, ']')), "ok");
    EXPECT_EQ(code_of(std::string(65, '[') + std::string(65, ']')), "json.too_deep");
    EXPECT_EQ(code_of(std::string(100'000, '[')), "json.too_deep");
    EXPECT_EQ(code_of("\"" + std::string(1000, '[') + "\""), "ok") << "brackets in a string do not nest";
    EXPECT_EQ(code_of(R"(["\"[", 1])", {.depth = 1}), "ok") << "an escaped quote does not end the string";
}

TEST(Json, refuses_a_text_longer_than_the_limit) {
    EXPECT_EQ(code_of("[1,2]", {.bytes = 5}), "ok");
    EXPECT_EQ(code_of("[1,2]", {.bytes = 4}), "json.too_large");
}

TEST(Json, follows_a_json_pointer) {
    const auto document = Document::parse(R"({"a":[{"b/c":7}]})");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root().at_pointer("/a/0/b~1c")->as_integer(), 7);
    EXPECT_FALSE(document->root().at_pointer("/a/1"));
    EXPECT_FALSE(document->root().at_pointer("no slash"));
}

TEST(Json, writes_what_it_reads) {
    Writer writer;
    writer.begin_object();
    writer.member("text", "a\"b\n梅");
    writer.member("whole", 7);
    writer.member("flag", true);
    writer.member("real", 0.1);
    writer.key("list");
    writer.begin_array();
    writer.raw(R"({"x":1})");
    writer.null();
    writer.end_array();
    writer.end_object();
    const auto text = writer.take();
    EXPECT_EQ(text, "{\"text\":\"a\\\"b\\n梅\",\"whole\":7,\"flag\":true,\"real\":0.1,\"list\":[{\"x\":1},null]}");
    const auto again = Document::parse(text);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->root().to_json(), text);
}

TEST(Json, a_copy_of_a_document_keeps_its_values_alive) {
    std::optional<Document> kept;
    {
        const auto document = Document::parse(R"(["long enough not to be stored in place, surely"])");
        ASSERT_TRUE(document);
        kept = *document;
    }
    EXPECT_EQ(kept->root().elements()[0].as_string(), "long enough not to be stored in place, surely");
}

}  // namespace
}  // namespace hub::json
