#include "handlers/chat/personal_data.hpp"

#include <gtest/gtest.h>

namespace hub::chat {
namespace {

using Kinds = std::vector<PersonalData>;

void expect_masked(const std::string& text, const std::string& masked, PersonalData kind) {
    const auto result = mask_personal_data(text);
    EXPECT_EQ(result.text, masked) << text;
    EXPECT_EQ(result.found, Kinds{kind}) << text;
}

void expect_untouched(const std::string& text) {
    const auto result = mask_personal_data(text);
    EXPECT_EQ(result.text, text);
    EXPECT_TRUE(result.found.empty()) << text;
}

TEST(PersonalDataMask, hides_payment_cards_however_they_are_written) {
    for (const auto* card : {"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111",
                             "４１１１１１１１１１１１１１１１", "４１１１－１１１１－１１１１－１１１１",
                             "378282246310005", "3782 822463 10005", "30569309025904", "5555ー5555ー5555ー4444"})
        expect_masked(std::string("番号は") + card + "です", "番号は***です", PersonalData::payment_card);
}

TEST(PersonalDataMask, hides_the_security_code_behind_a_card) {
    expect_masked("4111 1111 1111 1111 123", "***", PersonalData::payment_card);
}

TEST(PersonalDataMask, leaves_long_numbers_that_are_no_cards) {
    expect_untouched("4111111111111112");
    expect_untouched("注文番号 1111222233334441");
    expect_untouched("12345678901234567890123");
}

TEST(PersonalDataMask, takes_a_postal_code_with_a_number_behind_it_for_no_card) {
    expect_untouched("530-0001 06-1000");
    expect_untouched("530 00010 61000");
}

TEST(PersonalDataMask, hides_my_number_with_a_right_check_digit) {
    for (const auto* number :
         {"123456789018", "1234-5678-9018", "1234 5678 9018", "１２３４５６７８９０１８", "1 2 3 4 5 6 7 8 9 0 1 8"})
        expect_masked(std::string("マイナンバー") + number, "マイナンバー***", PersonalData::my_number);
    expect_untouched("123456789012");
    expect_untouched("000000000000");
}

TEST(PersonalDataMask, hides_mobile_numbers) {
    for (const auto* phone :
         {"09012345678", "090-1234-5678", "０８０－１２３４－５６７８", "070 1234 5678", "(090)1234-5678",
          "+81 90-1234-5678", "+819012345678", "090ー1234ー5678", "050-1234-5678"})
        expect_masked(std::string("電話は") + phone + "まで", "電話は***まで", PersonalData::phone);
}

TEST(PersonalDataMask, hides_fixed_lines_unless_they_are_a_shops) {
    for (const auto* phone :
         {"06-1234-5678", "0612345678", "06(1234)5678", "(06) 1234-5678", "０５４－６２６－１１１１", "0463-12-3456"})
        expect_masked(std::string("自宅は") + phone, "自宅は***", PersonalData::phone);
    expect_untouched("06-1234-5678の店");
    expect_untouched("06-1234-5678のお店は何時まで？");
    expect_untouched("0120-123-456に電話した");
    expect_untouched("0570-012-345");
}

TEST(PersonalDataMask, hides_mobile_numbers_also_of_shops) {
    expect_masked("090-1234-5678の店", "***の店", PersonalData::phone);
}

TEST(PersonalDataMask, hides_mail_addresses) {
    for (const auto* mail :
         {"hanako@example.jp", "hanako.tanaka+a@mail.example.co.jp", "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ"})
        expect_masked(std::string("連絡は") + mail + "へ", "連絡は***へ", PersonalData::mail);
    expect_masked("hanako@example.jp.", "***.", PersonalData::mail);
    expect_untouched("大阪@梅田");
    expect_untouched("10時@駅前");
}

TEST(PersonalDataMask, hides_the_number_of_the_passports_card) {
    for (const auto* words : {"会員番号は", "カード番号：", "パスポート番号 ", "会員証の番号が"})
        expect_masked(std::string(words) + "A-0012345です", std::string(words) + "***です",
                      PersonalData::passport_card);
    expect_untouched("会員番号はどこに書いてありますか");
    expect_untouched("カード番号って何");
}

TEST(PersonalDataMask, leaves_prices_dates_times_codes_and_ages) {
    for (const auto* text : {"10,000円以上で1000円引き", "2026-11-22のイベント", "2026年11月22日", "11/22 10:00-18:30",
                             "〒530-0001", "530-0001 大阪市", "１０時から１８時", "0歳と3歳", "梅田3丁目1-3",
                             "2025 2026 2027", "1234567", "3-1-3 の近く", "定員100 200 300 400", ""})
        expect_untouched(text);
}

TEST(PersonalDataMask, hides_everything_in_one_text_and_names_each_kind_once) {
    const auto result = mask_personal_data("090-1111-2222と080-3333-4444、a@b.jp、カードは4111 1111 1111 1111。");
    EXPECT_EQ(result.text, "***と***、***、カードは***。");
    EXPECT_EQ(result.found, (Kinds{PersonalData::payment_card, PersonalData::phone, PersonalData::mail}));
    EXPECT_EQ(masking_notice(result.found),
              "クレジットカードなどの番号、電話番号、メールアドレスのような個人情報は、記録せずに伏せ字にしました。");
    EXPECT_EQ(masking_notice({}), "");
}

TEST(PersonalDataMask, changes_nothing_when_done_twice) {
    const auto once = mask_personal_data("090-1111-2222 会員番号は12345678");
    EXPECT_EQ(mask_personal_data(once.text).text, once.text);
}

TEST(PersonalDataMask, survives_damaged_text) {
    for (const char* text : {"\xE3",
                             "\xFF\xFE"
                             "090",
                             "0\xE3\x81", "@", "a@", "@a.b", "会員番号"})
        mask_personal_data(text);
}

}  // namespace
}  // namespace hub::chat
