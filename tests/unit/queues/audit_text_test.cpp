#include "queues/audit/audit_read.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

AuditRecord sample() {
    AuditRecord record{7, "2026-11-22T03:00:00.000001Z", "=cmd()", "shop.approve", "shop_temp", "12"};
    record.values = AuditValues{"salt", std::nullopt, R"({"name": "a"})"};
    record.value_digest = digest_of(*record.values);
    return record;
}

std::vector<std::string> wrong(const AuditSearch& search) {
    std::vector<std::string> fields;
    const auto filter = read_audit_filter(search);
    if (!filter)
        for (const auto& problem : filter.error().fields) fields.push_back(problem.field);
    return fields;
}

TEST(AuditText, is_csv_that_no_spreadsheet_runs) {
    EXPECT_EQ(csv_line(sample()),
              "7,\"2026-11-22T03:00:00.000001Z\",\"'=cmd()\",\"shop.approve\",\"shop_temp\",\"12\","
              "\"\",\"{\"\"name\"\": \"\"a\"\"}\",\"\",\"" +
                  digest_of(sample()) + "\"\r\n");
}

TEST(AuditText, has_in_json_all_that_the_digests_are_made_of) {
    const std::string expected =
        R"json({"id":7,"at":"2026-11-22T03:00:00.000001Z","actor":"=cmd()","action":"shop.approve","object_kind":)json"
        R"("shop_temp","object_id":"12","value_digest":"VALUES","digest":"RECORD","salt":"salt",)"
        R"("after":"{\"name\": \"a\"}"})";
    const auto with = [](std::string text, const std::string& word, const std::string& digest) {
        return text.replace(text.find(word), word.size(), digest);
    };
    EXPECT_EQ(to_json(sample(), Values::shown),
              with(with(expected, "VALUES", sample().value_digest), "RECORD", digest_of(sample())));
}

TEST(AuditText, shows_values_only_where_they_are_asked_for) {
    EXPECT_EQ(to_text(sample(), Values::left_out),
              "7  2026-11-22T03:00:00.000001Z  =cmd()  shop.approve  shop_temp/12");
    EXPECT_NE(to_text(sample(), Values::shown).find(R"(after   {"name": "a"})"), std::string::npos);
    EXPECT_EQ(to_json(sample(), Values::left_out).find("salt"), std::string::npos);
    auto erased = sample();
    erased.values.reset();
    erased.erased = true;
    EXPECT_NE(to_text(erased, Values::shown).find("its values were erased"), std::string::npos);
    EXPECT_NE(csv_line(erased).find(R"("yes")"), std::string::npos);
}

TEST(AuditFilter, tells_all_that_is_wrong_at_once) {
    EXPECT_EQ(wrong({}), std::vector<std::string>{});
    EXPECT_EQ(wrong({.object = "shop_temp/12", .since = "2026-11-20", .until = "2026-11-20"}),
              std::vector<std::string>{});
    EXPECT_EQ(wrong({.actor = std::string(501, 'a'), .object = "/12", .since = "yesterday", .until = "x"}),
              (std::vector<std::string>{"actor", "object", "since", "until"}));
    EXPECT_EQ(wrong({.since = "2026-11-21", .until = "2026-11-20"}), std::vector<std::string>{"until"});
}

TEST(AuditFilter, takes_an_object_apart) {
    const auto filter = read_audit_filter({.object = "place/大阪/梅田"});
    ASSERT_TRUE(filter.ok());
    EXPECT_EQ(filter->object_kind, "place");
    EXPECT_EQ(filter->object_id, "大阪/梅田");
}

}  // namespace
}  // namespace hub::queues
