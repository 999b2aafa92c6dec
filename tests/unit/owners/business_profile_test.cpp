#include "handlers/owners/business_profile.hpp"

#include <gtest/gtest.h>

namespace hub::owners {
namespace {

struct Read {
    BusinessProfile profile;
    std::vector<std::string> wrong;
};

Read read(const std::string& text) {
    const auto document = json::Document::parse(text);
    catalog::FieldReader reader(document->root(), "owners.invalid");
    Read result{read_business_profile(reader), {}};
    for (const auto& problem : reader.problems().fields) result.wrong.push_back(problem.field);
    return result;
}

std::string with(const std::string& more) {
    return R"({"company_name":"ことり食堂","name":"鳥居 はな","tel":"06-1234-5678","consent_version":"2026-11")" +
           more + "}";
}

std::string kana_of(const std::string& typed) {
    return read(with(R"(,"name_kana":")" + typed + "\"")).profile.name_kana;
}

std::string tel_of(const std::string& typed) {
    const auto result = read(R"({"company_name":"a","name":"b","consent_version":"2026-11","tel":")" + typed + "\"}");
    return result.wrong.empty() ? result.profile.tel : "refused";
}

TEST(BusinessProfiles, need_the_company_the_person_the_telephone_and_the_consent) {
    EXPECT_TRUE(read(with("")).wrong.empty());
    EXPECT_EQ(read("{}").wrong, (std::vector<std::string>{"/company_name", "/name", "/tel", "/consent_version"}));
}

TEST(BusinessProfiles, hold_no_my_number) {
    const auto wrong = read(R"({"company_name":"見本 123456789018","name":"１２３４　５６７８　９０１８",)"
                            R"("tel":"06-1234-5678","consent_version":"2026-11"})")
                           .wrong;
    EXPECT_EQ(wrong, (std::vector<std::string>{"/company_name", "/name"}));
}

TEST(BusinessProfiles, keep_kana_in_full_width_katakana) {
    EXPECT_EQ(kana_of("とりい　はな"), "トリイ ハナ");
    EXPECT_EQ(kana_of("ﾄﾘｲ ﾊﾅ"), "トリイ ハナ");
    EXPECT_EQ(kana_of("ｳﾞｨｰﾅｽ・ベッカー"), "ヴィーナス・ベッカー");
    EXPECT_EQ(kana_of(""), "");
    EXPECT_EQ(read(with(R"(,"name_kana":"鳥居")")).wrong, std::vector<std::string>{"/name_kana"});
}

TEST(BusinessProfiles, take_telephone_numbers_as_people_write_them) {
    EXPECT_EQ(tel_of("０６（１２３４）５６７８"), "06-1234-5678");
    EXPECT_EQ(tel_of("(054)626-1139"), "054-626-1139");
    EXPECT_EQ(tel_of("090 1234 5678"), "09012345678");
    EXPECT_EQ(tel_of("0120-123-456"), "0120-123-456");
    for (const auto* typed : {"", "06-123-456", "61-2345-67890", "06-1234-567x", "06-1234-5678-", "06-1234-56789012"})
        EXPECT_EQ(tel_of(typed), "refused") << typed;
}

TEST(BusinessProfiles, know_a_corporate_number_by_its_check_digit) {
    EXPECT_TRUE(is_corporate_number("8700110005901"));
    EXPECT_FALSE(is_corporate_number("7700110005901"));
    EXPECT_FALSE(is_corporate_number("8700110005902"));
    EXPECT_FALSE(is_corporate_number("870011000590"));
    EXPECT_EQ(read(with(R"(,"corporate_number":"８７００１１０００５９０１")")).profile.corporate_number,
              "8700110005901");
    EXPECT_EQ(read(with(R"(,"corporate_number":"1234567890123")")).wrong,
              std::vector<std::string>{"/corporate_number"});
}

TEST(BusinessProfiles, keep_names_as_typed_within_bounds) {
    EXPECT_EQ(read(R"({"company_name":"　 髙﨑商店　","name":"髙﨑","tel":"0612345678","consent_version":"2026-11"})")
                  .profile.company_name,
              "髙﨑商店");
    std::string longest;
    for (int count = 0; count < 200; ++count) longest += "髙";
    const auto named = [](const std::string& name) {
        return read(R"({"company_name":")" + name + R"(","name":"a","tel":"0612345678","consent_version":"2026-11"})")
            .wrong;
    };
    EXPECT_TRUE(named(longest).empty());
    EXPECT_EQ(named(longest + "髙"), std::vector<std::string>{"/company_name"});
    for (const auto* wrong : {R"(a\nb)", "", " 　 "})
        EXPECT_EQ(named(wrong), std::vector<std::string>{"/company_name"}) << wrong;
}

TEST(BusinessProfiles, are_written_by_the_names_they_are_read_by) {
    const std::string text =
        R"({"company_name":"ことり食堂","corporate_number":"8700110005901","name":"鳥居 はな","name_kana":"トリイ ハナ",)"
        R"("tel":"06-1234-5678","consent_version":"2026-11"})";
    json::Writer writer;
    writer.begin_object();
    write_business_profile(writer, read(text).profile);
    writer.end_object();
    EXPECT_EQ(writer.take(), text);
}

}  // namespace
}  // namespace hub::owners
