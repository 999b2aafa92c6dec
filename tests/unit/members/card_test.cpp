#include "handlers/members/card.hpp"

#include <set>

#include "handlers/members/card_number.hpp"
#include "tests/unit/members/record_fixture.hpp"

namespace hub::members {
namespace {

std::chrono::sys_days day(const char* text) { return day_from(text).value(); }
std::chrono::year_month_day date(const char* text) { return std::chrono::year_month_day(day(text)); }

CardRules rules(const std::string& list) { return CardRules::parse(R"({"rules":[)" + list + "]}").value(); }

constexpr auto kSchool = R"({"programme":1,"from":"2007-04-01","least_children":1,"ends":"march_31","age":18})";
constexpr auto kBirthday = R"({"programme":1,"from":"2007-04-01","least_children":1,"ends":"birthday","age":18})";
constexpr auto kYears = R"({"programme":2,"from":"2016-04-01","least_children":0,"ends":"years","years":3})";

Profile family(std::vector<Child> children) {
    Profile profile;
    profile.children = std::move(children);
    return profile;
}

std::string until(const std::string& list, const Profile& profile, const char* today = "2026-11-20") {
    const auto validity = rules(list).validity(profile, day("2024-02-29"), day(today));
    return std::string(name_of(validity.state)) +
           (validity.state == CardState::not_entitled ? "" : " " + to_text(validity.last_day));
}

TEST(CardRules, a_person_reaches_an_age_at_the_end_of_the_day_before_the_birthday) {
    EXPECT_EQ(to_text(reaches_age(date("2008-04-01"), 18)), "2026-03-31");
    EXPECT_EQ(to_text(reaches_age(date("2008-04-02"), 18)), "2026-04-01");
    EXPECT_EQ(to_text(reaches_age(date("2008-02-29"), 18)), "2026-02-28");
    EXPECT_EQ(to_text(reaches_age(date("2008-02-29"), 20)), "2028-02-28");
    EXPECT_EQ(to_text(reaches_age(date("2009-01-01"), 18)), "2026-12-31");
}

TEST(CardRules, a_child_of_april_first_belongs_to_the_earlier_school_year_and_of_a_month_the_later_counts) {
    EXPECT_EQ(until(kSchool, family({{2008, 3, ""}})), "ended 2026-03-31");
    EXPECT_EQ(until(kSchool, family({{2008, 4, ""}})), "valid 2027-03-31") << "April 1 and April 2 are one month";
    EXPECT_EQ(until(kSchool, family({{2009, 1, ""}})), "valid 2027-03-31");
    EXPECT_EQ(until(kSchool, family({{2009, 4, ""}})), "valid 2028-03-31");
}

TEST(CardRules, the_youngest_child_counts_and_one_that_is_expected_is_one) {
    EXPECT_EQ(until(kSchool, family({{2023, 5, ""}, {2001, 1, ""}})), "valid 2042-03-31");
    EXPECT_EQ(until(kSchool, family({{2027, 6, ""}})), "valid 2046-03-31");
    EXPECT_EQ(until(kSchool, family({})), "not_entitled");
}

TEST(CardRules, end_the_day_before_a_birthday_or_after_fixed_years) {
    EXPECT_EQ(until(kBirthday, family({{2008, 11, ""}})), "valid 2026-11-29");
    EXPECT_EQ(until(kBirthday, family({{2008, 11, ""}}), "2026-11-29"), "valid 2026-11-29");
    EXPECT_EQ(until(kBirthday, family({{2008, 11, ""}}), "2026-11-30"), "ended 2026-11-29");
    Profile couple;
    couple.programme = 2;
    EXPECT_EQ(until(kYears, couple), "valid 2027-02-28");
    EXPECT_EQ(until(kSchool, couple), "not_entitled") << "there is no rule for the programme";
}

TEST(CardRules, of_several_the_latest_that_has_begun_holds) {
    const std::string two =
        std::string(kSchool) + R"(,{"programme":1,"from":"2026-11-21","least_children":2,"ends":"birthday","age":20})";
    EXPECT_EQ(until(two, family({{2023, 5, ""}})), "valid 2042-03-31");
    EXPECT_EQ(until(two, family({{2023, 5, ""}}), "2026-11-21"), "not_entitled");
    EXPECT_EQ(until(two, family({{2023, 5, ""}, {2020, 1, ""}}), "2026-11-21"), "valid 2043-05-30");
    EXPECT_EQ(until(kSchool, family({{2023, 5, ""}}), "2007-03-31"), "not_entitled");
}

TEST(CardRules, the_shipped_file_is_one_and_a_wrong_one_is_told_whole) {
    EXPECT_TRUE(CardRules::load(HUB_SOURCE_DIRECTORY "/config/card_rules.json"));
    EXPECT_EQ(CardRules::load("/nowhere").error().kind, ErrorKind::not_found);
    EXPECT_FALSE(CardRules::parse("{}"));
    const auto wrong = CardRules::parse(
        R"({"rules":[{"programme":3,"from":"soon","least_children":-1,"ends":"never","years":0,"colour":1},)"
        R"({"programme":1,"from":"2020-01-01","least_children":0,"ends":"march_31","age":18}]})");
    ASSERT_FALSE(wrong);
    std::set<std::string> fields;
    for (const auto& problem : wrong.error().fields) fields.insert(problem.field);
    EXPECT_EQ(fields,
              (std::set<std::string>{"/rules/0/programme", "/rules/0/from", "/rules/0/least_children", "/rules/0/ends",
                                     "/rules/0/years", "/rules/0/colour", "/rules/1/least_children"}));
}

TEST(CardNumbers, are_fourteen_digits_of_which_two_find_every_wrong_and_every_swapped_digit) {
    EXPECT_EQ(with_check_digits("123456789012"), "12345678901244");
    const auto number = new_card_number();
    const auto fits = [](const std::string& text) { return is_own_card_number(text); };
    EXPECT_TRUE(fits(number)) << number;
    for (std::size_t place = 0; place < number.size(); ++place)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto wrong = number;
            wrong[place] = digit;
            EXPECT_EQ(fits(wrong), digit == number[place]) << wrong;
        }
    for (std::size_t place = 1; place < number.size(); ++place) {
        auto swapped = number;
        std::swap(swapped[place], swapped[place - 1]);
        EXPECT_EQ(fits(swapped), swapped == number) << swapped;
    }
}

TEST(CardNumbers, of_todays_system_are_numbers_too) {
    for (const auto* text : {"1234", "27-0012345", "A0001234", "12345678901244"}) EXPECT_TRUE(is_card_number(text));
    for (const auto* text : {"", "123", "1234567890124x", "12.34", "１２３４", "1234567890123456789012345678901"})
        EXPECT_FALSE(is_card_number(text));
}

TEST(CardNumbers, are_read_as_people_type_them) {
    for (const auto* text : {"12345678901244", "1234-5678-9012-44", "１２３４－５６７８－９０１２－４４",
                             "1234 5678　9012ー44", "1234‐5678–9012−44"})
        EXPECT_EQ(typed_digits(text), "12345678901244") << text;
    for (const auto* text :
         {"", "-", "PC1.12345678901244", "1234:5678", "１２３４円", "1234\xEF\xBC", "1234\xEF\xBC\x9A"})
        EXPECT_EQ(typed_digits(text), std::nullopt) << text;
}

TEST(CardNumbers, of_todays_system_are_read_as_people_type_them) {
    for (const auto* text : {"27-A0012345", "27-a0012345", "２７－Ａ００１２３４５", " 27‐ａ0012345 "})
        EXPECT_EQ(todays_number(text), "27-A0012345") << text;
    EXPECT_EQ(todays_number("a--1"), "A--1");
    for (const auto* text : {"", "123", "27 A0012345", "PC1.12345678901244", "会員27-0012345", "https://example.jp/x"})
        EXPECT_EQ(todays_number(text), std::nullopt) << text;
}

TEST(CardNumbers, are_not_given_in_an_order) {
    std::set<std::string> numbers;
    for (int time = 0; time < 1000; ++time) numbers.insert(new_card_number());
    EXPECT_EQ(numbers.size(), 1000u);
    std::set<char> first;
    for (const auto& number : numbers) first.insert(number[0]);
    EXPECT_EQ(first.size(), 10u);
}

TEST(CardSigner, reads_what_it_signed_and_nothing_that_was_changed) {
    const auto signer = CardSigner::from_hex(std::string(64, '1')).value();
    const CardFacts facts{"12345678901244", 2, day("2027-03-31")};
    const auto code = signer.code(facts);
    EXPECT_TRUE(code.starts_with("PC1.12345678901244.2.20270331."));
    EXPECT_EQ(signer.read(code), facts);
    for (std::size_t place = 0; place + 1 < code.size(); ++place) {
        auto changed = code;
        changed[place] = changed[place] == '7' ? '8' : '7';
        EXPECT_FALSE(signer.read(changed)) << changed;
    }
    EXPECT_FALSE(CardSigner::from_hex(std::string(64, '2'))->read(code));
    for (const auto& text : {std::string(), std::string("PC1"), code + ".", code + "A", std::string(300, '.')})
        EXPECT_FALSE(signer.read(text)) << text;
    EXPECT_EQ(CardSigner::from_hex("x").error().code, "cards.signing_key");
}

TEST(CardSigner, signs_by_the_standard) {
    // RFC 8032, section 7.1, test 1.
    const auto signer =
        CardSigner::from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").value();
    EXPECT_EQ(signer.public_key(), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
}

class CardTest : public RecordTest {
protected:
    CardServices card_services{record_services, rules(std::string(kSchool) + "," + kYears),
                               CardSigner::from_hex(std::string(64, '1')).value()};
    CardHandler card{card_services};
    CardCheckHandler checking{card_services};
    CardKeyHandler key_handler{card_services};
};

TEST_F(CardTest, is_numbered_when_it_is_first_looked_at_and_signed_while_it_is_valid) {
    members.registered.push_back(family({{2023, 4, ""}}));
    const auto shown = ask(card, "{}", session);
    EXPECT_TRUE(is_own_card_number(member(shown, "number"))) << text(shown);
    EXPECT_EQ(member(shown, "state"), "valid");
    EXPECT_EQ(member(shown, "valid_until"), "2042-03-31");
    EXPECT_EQ(member(ask(card, "{}", session), "number"), member(shown, "number"));
    const auto checked = ask(checking, R"({"code":" https://pass.example.jp/verify#)" + member(shown, "code") + "\"}");
    EXPECT_EQ(member(checked, "state"), "valid");
    EXPECT_EQ(member(checked, "number"), member(shown, "number"));
    EXPECT_EQ(member(checked, "valid_until"), "2042-03-31");
    EXPECT_EQ(member(ask(key_handler, "{}"), "public_key"), card_services.signer.public_key());
}

TEST_F(CardTest, is_not_proven_by_its_number) {
    const auto number = ask(checking, R"({"code":"１２３４-5678-9012-44"})");
    EXPECT_EQ(text(number), R"({"state":"number_only","number":"12345678901244"})");
    for (const auto* wrong :
         {"1234-5678-9012-45", "１２３４５６７８９０１２４５", "0", "1234567890123456789012345678901"})
        EXPECT_EQ(text(ask(checking, std::string(R"({"code":")") + wrong + "\"}")), R"({"state":"mistyped"})") << wrong;
    EXPECT_EQ(text(ask(checking, R"({"code":"PC1.12345678901244"})")), R"({"state":"forged"})");
}

TEST_F(CardTest, of_todays_system_is_not_called_forged_or_mistyped_when_its_number_is_typed) {
    for (const auto* number :
         {"27-A0012345", "２７－ａ００１２３４５", "1234", "27-0012345", "27 0012345", "1234567890124"})
        EXPECT_EQ(text(ask(checking, std::string(R"({"code":")") + number + "\"}")), R"({"state":"unchecked"})")
            << number;
    for (const auto* other : {"A12", "PC1.12345678901244.1", "会員証", "https://pass.example.jp/verify"})
        EXPECT_EQ(text(ask(checking, std::string(R"({"code":")") + other + "\"}")), R"({"state":"forged"})") << other;
}

TEST_F(CardTest, of_a_member_of_todays_system_keeps_its_number_and_is_good) {
    records.records.card_number = "27-A0012345";
    members.registered.push_back(family({{2023, 4, ""}}));
    const auto shown = ask(card, "{}", session);
    EXPECT_EQ(member(shown, "number"), "27-A0012345");
    const auto checked = ask(checking, R"({"code":")" + member(shown, "code") + "\"}");
    EXPECT_EQ(member(checked, "state"), "valid");
    EXPECT_EQ(member(checked, "number"), "27-A0012345");
}

TEST_F(CardTest, has_no_code_without_children_or_when_it_has_ended) {
    members.registered.push_back(family({}));
    EXPECT_EQ(member(ask(card, "{}", session), "state"), "not_entitled");
    members.registered.push_back(family({{2000, 4, ""}}));
    const auto ended = ask(card, "{}", session);
    EXPECT_EQ(member(ended, "state"), "ended");
    EXPECT_EQ(member(ended, "code"), "");
}

TEST_F(CardTest, is_checked_by_what_is_signed_and_by_the_day) {
    const auto code = card_services.signer.code({"12345678901244", 1, japanese_day(clock.wall())});
    EXPECT_EQ(member(ask(checking, R"({"code":")" + code + "\"}"), "state"), "valid");
    clock.advance(std::chrono::hours(24));
    EXPECT_EQ(member(ask(checking, R"({"code":")" + code + "\"}"), "state"), "ended");
    EXPECT_EQ(text(ask(checking, R"({"code":"PC1.1.1.1.1"})")), R"({"state":"forged"})");
    EXPECT_EQ(text(ask(checking, R"({"code":" "})")), "cards.invalid");
    EXPECT_EQ(text(ask(card, "{}")), "session.missing");
}

}  // namespace
}  // namespace hub::members
