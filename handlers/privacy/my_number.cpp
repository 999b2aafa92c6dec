#include "handlers/privacy/my_number.hpp"

#include <algorithm>
#include <vector>

#include "handlers/members/card_number.hpp"
#include "handlers/privacy/digit_runs.hpp"
#include "handlers/privacy/payment_card.hpp"

namespace hub::privacy {
namespace {

constexpr std::size_t kDigits = 12;
constexpr std::size_t kMostDigits = 19;  // of any number that is looked for
constexpr std::size_t kMostGroupsOfPhone = 4;
constexpr char kProblem[] =
    "マイナンバー（個人番号）と見られる12桁の数字があります。"
    "マイナンバーはお預かりできないため、消してから送ってください。";

using Letters = std::vector<PlainLetter>;

// Neighbouring groups of a run, and their digits.
struct Span {
    std::size_t from;
    std::size_t to;
    std::string digits;
};

std::vector<Span> spans_of(const DigitRun& run) {
    std::vector<Span> spans;
    for (std::size_t from = 0; from < run.size(); ++from) {
        std::string digits;
        for (auto to = from; to < run.size(); ++to) {
            digits += run[to].digits;
            if (digits.size() > kMostDigits) break;
            spans.push_back({from, to, digits});
        }
    }
    return spans;
}

bool is_passport_card(const DigitRun& run, const Span& span) {
    return members::is_own_card_number(span.digits) && run[span.to].digits.size() == 2;
}

// As telephones are written: 090-1234-5678, (06) 1234 5678, +81 90 1234 5678.
bool is_phone(const Letters& letters, const DigitRun& run, const Span& span) {
    if (span.to - span.from >= kMostGroupsOfPhone) return false;
    const auto first = run[span.from].first;
    const bool abroad = first > 0 && letters[first - 1].letter == U'+' && span.digits.starts_with("81");
    if (abroad) return span.digits.size() >= 11 && span.digits.size() <= 13;
    return span.digits.front() == '0' && (span.digits.size() == 10 || span.digits.size() == 11);
}

bool is_of_another_kind(const Letters& letters, const DigitRun& run, const Span& span) {
    return is_payment_card(run, span.from, span.to, span.digits) || is_passport_card(run, span) ||
           is_phone(letters, run, span);
}

// A hyphen before the number or behind it makes it a part of a longer one.
bool goes_on(const Letters& letters, const DigitRun& run, const Span& span) {
    const bool before = span.from > 0 && letters[run[span.from].first - 1].letter == U'-';
    const bool behind = span.to + 1 < run.size() && letters[run[span.to].behind].letter == U'-';
    return before || behind;
}

bool has_my_number(const Letters& letters, const DigitRun& run) {
    const auto spans = spans_of(run);
    std::vector<Span> others;
    std::copy_if(spans.begin(), spans.end(), std::back_inserter(others),
                 [&](const Span& span) { return is_of_another_kind(letters, run, span); });
    return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
        const auto shares_groups = [&](const Span& other) { return other.from <= span.to && span.from <= other.to; };
        return is_my_number(span.digits) && !goes_on(letters, run, span) &&
               std::none_of(others.begin(), others.end(), shares_groups);
    });
}

}  // namespace

bool is_my_number(std::string_view digits) {
    if (digits.size() != kDigits || digits.find_first_not_of(digits.front()) == digits.npos) return false;
    int sum = 0;
    for (int place = 1; place <= 11; ++place)
        sum += (digits[static_cast<std::size_t>(11 - place)] - '0') * (place <= 6 ? place + 1 : place - 5);
    const int rest = sum % 11;
    return digits.back() - '0' == (rest <= 1 ? 0 : 11 - rest);
}

bool has_my_number(std::string_view utf8) {
    const auto letters = plain_letters(utf8);
    const auto runs = digit_runs(letters);
    return std::any_of(runs.begin(), runs.end(), [&](const DigitRun& run) { return has_my_number(letters, run); });
}

void refuse_my_number(catalog::FieldReader& reader, std::string_view field, std::string_view text) {
    if (has_my_number(text)) reader.wrong(field, kProblem);
}

}  // namespace hub::privacy
