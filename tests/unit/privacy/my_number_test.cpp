#include "handlers/privacy/my_number.hpp"

#include <gtest/gtest.h>

#include "handlers/members/card_number.hpp"

namespace hub::privacy {
namespace {

// Twelve digits with their check digit, written down beside the law's formula.
std::string my_number(const std::string& eleven) {
    for (char last = '0'; last <= '9'; ++last)
        if (is_my_number(eleven + last)) return eleven + last;
    return {};
}

TEST(MyNumber, has_one_check_digit_for_any_eleven_digits) {
    EXPECT_TRUE(is_my_number("123456789018"));
    for (const auto* eleven : {"00000000001", "09012345678", "41111111111", "98765432109", "55555555554"}) {
        int right = 0;
        for (char last = '0'; last <= '9'; ++last) right += is_my_number(std::string(eleven) + last) ? 1 : 0;
        EXPECT_EQ(right, 1) << eleven;
    }
    EXPECT_FALSE(is_my_number("123456789012"));
    EXPECT_FALSE(is_my_number("12345678901"));
    EXPECT_FALSE(is_my_number("1234567890181"));
    EXPECT_FALSE(is_my_number("000000000000"));
    EXPECT_FALSE(is_my_number(""));
}

TEST(MyNumber, is_found_however_it_is_written) {
    for (const auto* text : {"123456789018", "1234-5678-9018", "1234 5678 9018", "１２３４５６７８９０１８",
                             "１２３４　５６７８　９０１８", "１２３４－５６７８－９０１８", "1234‐5678‐9018",
                             "1234ー5678ー9018", "12-3456-7890-18", "123456 789018", "1 2 3 4 5 6 7 8 9 0 1 8",
                             "（1234）5678-9018", "マイナンバーは123456789018です", "田中123456789018",
                             "窓口で 123456789018 と 090-1111-2222", "A123456789018B"})
        EXPECT_TRUE(has_my_number(text)) << text;
    EXPECT_TRUE(has_my_number(my_number("09012345678")));
    EXPECT_TRUE(has_my_number("0901-2345-" + my_number("09012345678").substr(8)));
}

TEST(MyNumber, is_none_with_a_wrong_check_digit_or_other_words_between) {
    for (const auto* text : {"123456789017", "1234-5678-9017", "1234円5678円9018円", "12345678、9018", "1234567890189",
                             "", "ことり食堂", "2026年11月23日", "530-0001 大阪市北区梅田3丁目1-3", "123456 789017"})
        EXPECT_FALSE(has_my_number(text)) << text;
}

// Numbers of these kinds whose digits also end like a My Number.
TEST(MyNumber, is_not_seen_in_numbers_of_other_kinds) {
    // The passport's card: its first twelve digits are by chance those of a My Number.
    const auto card = members::with_check_digits("123456789018");
    const auto grouped = [&](const std::string& between) {
        return card.substr(0, 4) + between + card.substr(4, 4) + between + card.substr(8, 4) + between +
               card.substr(12);
    };
    EXPECT_FALSE(has_my_number(card));
    EXPECT_FALSE(has_my_number(grouped("-")));
    EXPECT_FALSE(has_my_number(grouped(" ")));
    // Payment cards: twelve of sixteen digits.
    for (const auto* payment : {"4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111", "378282246310005"})
        EXPECT_FALSE(has_my_number(payment)) << payment;
    // A corporate number: the twelve digits behind its check digit.
    EXPECT_FALSE(has_my_number("9-1234-5678-9018"));
    EXPECT_FALSE(has_my_number("9123456789018"));
    // Telephones, from abroad too, and with an extension behind them.
    for (const auto* phone : {"090-1234-5678", "０６－１２３４－５６７８", "(06) 1234 5678", "0120-123-456"})
        EXPECT_FALSE(has_my_number(phone)) << phone;
    for (int last = 0; last < 100; ++last) {
        const auto two = std::to_string(last / 10) + std::to_string(last % 10);
        EXPECT_FALSE(has_my_number("+81 90 1234 56" + two)) << two;
        EXPECT_FALSE(has_my_number("+8190123456" + two)) << two;
        EXPECT_FALSE(has_my_number("06-1234-5678 " + two)) << two;
        EXPECT_FALSE(has_my_number("090-1234-5678-" + two.substr(1))) << two;
    }
}

TEST(MyNumber, in_a_form_is_refused_with_what_to_do) {
    const auto document = json::Document::parse("{}");
    catalog::FieldReader reader(document->root(), "any");
    refuse_my_number(reader, "name", "鳥居 はな");
    EXPECT_TRUE(reader.ok());
    refuse_my_number(reader, "name", "鳥居 1234-5678-9018");
    ASSERT_EQ(reader.problems().fields.size(), 1u);
    EXPECT_EQ(reader.problems().fields[0].field, "/name");
    EXPECT_NE(reader.problems().fields[0].problem.find("消してから送ってください"), std::string::npos);
    EXPECT_EQ(reader.problems().fields[0].problem.find("9018"), std::string::npos);
}

}  // namespace
}  // namespace hub::privacy
