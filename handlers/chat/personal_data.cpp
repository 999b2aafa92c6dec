#include "handlers/chat/personal_data.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "handlers/privacy/digit_runs.hpp"
#include "handlers/privacy/my_number.hpp"
#include "handlers/privacy/payment_card.hpp"

namespace hub::chat {
namespace {

using privacy::digit_runs;
using privacy::DigitRun;
using privacy::plain_letters;

constexpr std::string_view kMask = "***";
constexpr std::size_t kMostGroups = 12;  // of one number: digit by digit, as into the boxes of a form
constexpr std::size_t kLongestNumber = 19;
constexpr std::size_t kShortestCardNumber = 4;  // of the passport's card
constexpr std::size_t kLongestCardNumber = 30;

using Letters = std::vector<privacy::PlainLetter>;

// A part of the letters that is to be masked.
struct Find {
    std::size_t first;
    std::size_t behind;
    PersonalData kind;
};

bool stands_before(const Letters& letters, std::size_t at, std::u32string_view words) {
    for (std::size_t index = 0; index < words.size(); ++index)
        if (at + index >= letters.size() || letters[at + index].letter != words[index]) return false;
    return true;
}

bool is_asked_as_shop(const Letters& letters, std::size_t behind) {
    for (const std::u32string_view words :
         {U"の店", U"のお店", U"という店", U"の協賛店", U"の施設", U"はどこの店", U"って何の店"})
        if (stands_before(letters, behind, words)) return true;
    return false;
}

enum class Phone { none, personal, any };

// `digits` without the country code.
Phone phone_of(std::string_view digits) {
    const auto starts = [&](std::initializer_list<std::string_view> beginnings) {
        return std::any_of(beginnings.begin(), beginnings.end(), [&](auto one) { return digits.starts_with(one); });
    };
    if (starts({"0120", "0800", "0570", "0990", "00"})) return Phone::none;
    if (digits.size() == 11 && starts({"070", "080", "090", "050"})) return Phone::personal;
    const bool is_fixed_line = digits.size() == 10 && digits.front() == '0' && !starts({"070", "080", "090", "050"});
    return is_fixed_line ? Phone::any : Phone::none;
}

Phone phone_of(const Letters& letters, std::size_t first, const std::string& digits) {
    const bool has_country_code = digits.starts_with("81") && first > 0 && letters[first - 1].letter == U'+';
    if (!has_country_code) return phone_of(digits);
    const auto rest = digits.substr(2);
    return phone_of(rest.starts_with("0") ? rest : "0" + rest);
}

// The number that begins with the group `from` of a run and takes most groups; how many groups it has, 0 when none.
std::size_t number_at(const Letters& letters, const DigitRun& run, std::size_t from, PersonalData& kind) {
    std::string digits;
    std::size_t taken = 0;
    for (auto to = from; to < std::min(run.size(), from + kMostGroups); ++to) {
        digits += run[to].digits;
        if (digits.size() > kLongestNumber) break;
        const auto phone = phone_of(letters, run[from].first, digits);
        const bool is_phone =
            phone == Phone::personal || (phone == Phone::any && !is_asked_as_shop(letters, run[to].behind));
        const bool has_country_code = is_phone && digits.front() != '0';
        if (privacy::is_payment_card(run, from, to, digits)) kind = PersonalData::payment_card;
        else if (privacy::is_my_number(digits) && !has_country_code) kind = PersonalData::my_number;
        else if (is_phone) kind = PersonalData::phone;
        else continue;
        taken = to - from + 1;
    }
    return taken;
}

void find_numbers(const Letters& letters, std::vector<Find>& finds) {
    for (const auto& run : digit_runs(letters)) {
        for (std::size_t from = 0; from < run.size();) {
            PersonalData kind{};
            auto groups = number_at(letters, run, from, kind);
            if (groups == 0) {
                ++from;
                continue;
            }
            // The security code follows a card's number.
            const auto next = from + groups;
            if (kind == PersonalData::payment_card && next < run.size() && run[next].digits.size() <= 4) ++groups;
            auto first = run[from].first;
            while (first > 0 && (letters[first - 1].letter == U'+' || letters[first - 1].letter == U'(')) --first;
            finds.push_back({first, run[from + groups - 1].behind, kind});
            from += groups;
        }
    }
}

bool is_mail_letter(char32_t letter) {
    const bool is_alphanumeric =
        (letter >= U'0' && letter <= U'9') || (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z');
    return is_alphanumeric || std::u32string_view(U"._+-").find(letter) != std::u32string_view::npos;
}

void find_mail_addresses(const Letters& letters, std::vector<Find>& finds) {
    for (std::size_t at = 0; at < letters.size(); ++at) {
        if (letters[at].letter != U'@') continue;
        auto first = at;
        auto behind = at + 1;
        while (first > 0 && is_mail_letter(letters[first - 1].letter)) --first;
        while (behind < letters.size() && is_mail_letter(letters[behind].letter)) ++behind;
        while (behind > at + 1 && (letters[behind - 1].letter == U'.' || letters[behind - 1].letter == U'-')) --behind;
        bool has_dot = false;
        for (auto index = at + 2; index + 1 < behind; ++index) has_dot = has_dot || letters[index].letter == U'.';
        if (first < at && has_dot) finds.push_back({first, behind, PersonalData::mail});
    }
}

bool is_card_letter(char32_t letter) {
    return (letter >= U'0' && letter <= U'9') || (letter >= U'A' && letter <= U'Z') ||
           (letter >= U'a' && letter <= U'z') || letter == U'-';
}

// Behind 会員番号 and the like, with は, が, ： or blanks between.
void find_card_numbers(const Letters& letters, std::vector<Find>& finds) {
    constexpr std::array<std::u32string_view, 6> kWords{U"会員番号",     U"カ-ド番号",     U"会員証番号",
                                                        U"会員証の番号", U"パスポ-ト番号", U"カ-ドの番号"};
    for (std::size_t at = 0; at < letters.size(); ++at)
        for (const auto words : kWords) {
            if (!stands_before(letters, at, words)) continue;
            auto first = at + words.size();
            while (first < letters.size() &&
                   std::u32string_view(U"はが:、 「").find(letters[first].letter) != std::u32string_view::npos)
                ++first;
            auto behind = first;
            std::size_t digits = 0;
            for (; behind < letters.size() && is_card_letter(letters[behind].letter); ++behind)
                digits += letters[behind].letter >= U'0' && letters[behind].letter <= U'9' ? 1 : 0;
            const auto length = behind - first;
            if (digits >= kShortestCardNumber && length <= kLongestCardNumber)
                finds.push_back({first, behind, PersonalData::passport_card});
        }
}

}  // namespace

Masked mask_personal_data(std::string_view utf8) {
    const auto letters = plain_letters(utf8);
    std::vector<Find> finds;
    find_numbers(letters, finds);
    find_mail_addresses(letters, finds);
    find_card_numbers(letters, finds);
    std::stable_sort(finds.begin(), finds.end(),
                     [](const Find& one, const Find& other) { return one.first < other.first; });

    Masked masked;
    std::set<PersonalData> kinds;
    std::size_t copied = 0;  // bytes of the text
    std::size_t behind = 0;  // of the last find
    for (const auto& find : finds) {
        kinds.insert(find.kind);
        if (find.behind <= behind) continue;
        if (find.first >= behind) {
            const auto begin = letters[find.first].begin;
            masked.text += utf8.substr(copied, begin - copied);
            masked.text += kMask;
        }
        behind = find.behind;
        copied = letters[behind - 1].end;
    }
    masked.text += utf8.substr(copied);
    masked.found.assign(kinds.begin(), kinds.end());
    return masked;
}

std::string masking_notice(const std::vector<PersonalData>& found) {
    if (found.empty()) return {};
    static constexpr std::array<const char*, 5> kNames{"クレジットカードなどの番号", "マイナンバー", "会員証の番号",
                                                       "電話番号", "メールアドレス"};
    std::string names;
    for (const auto kind : found)
        names += (names.empty() ? "" : "、") + std::string(kNames[static_cast<std::size_t>(kind)]);
    return names + "のような個人情報は、記録せずに伏せ字にしました。";
}

}  // namespace hub::chat
