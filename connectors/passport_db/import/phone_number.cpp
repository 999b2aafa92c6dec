#include "connectors/passport_db/import/phone_number.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace hub::passport_db {
namespace {

// Everything that people type for a hyphen in numbers (after NFKC).
std::string with_plain_hyphens(std::string text) {
    static constexpr std::array<std::string_view, 9> kDashes = {"‐", "‑", "‒", "–", "—", "―", "−", "ー", "─"};
    for (const auto dash : kDashes)
        for (auto at = text.find(dash); at != std::string::npos; at = text.find(dash, at))
            text.replace(at, dash.size(), "-");
    return text;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_between_groups(char character) {
    return character == '-' || character == '(' || character == ')' || character == ' ';
}
std::size_t count_digits(std::string_view text) { return std::count_if(text.begin(), text.end(), is_digit); }

// Digit groups with single hyphens between them; the text holds nothing but digits and what stands between groups.
std::string digit_groups(std::string_view text) {
    std::string groups;
    for (const char character : text) {
        if (is_digit(character)) groups += character;
        else if (!groups.empty() && groups.back() != '-') groups += '-';
    }
    if (!groups.empty() && groups.back() == '-') groups.pop_back();
    return groups;
}

// Where the first run of digits, and what stands between groups of them, begins and ends.
std::pair<std::size_t, std::size_t> first_run(std::string_view text, std::size_t from) {
    const auto begin = static_cast<std::size_t>(std::find_if(text.begin() + from, text.end(), is_digit) - text.begin());
    auto end = begin;
    while (end < text.size() && (is_digit(text[end]) || is_between_groups(text[end]))) ++end;
    return {begin, end};
}

// Only these kinds of numbers have eleven digits: mobile ones, those of the internet, and free ones (0800).
bool has_eleven_digits(std::string_view groups) {
    static constexpr std::array<std::string_view, 5> kBeginnings = {"050", "060", "070", "080", "090"};
    std::string digits(groups);
    std::erase(digits, '-');
    return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](auto begin) { return digits.starts_with(begin); });
}

std::optional<Transformed> complete(const std::string& groups, const std::string& area_code) {
    const auto digits = count_digits(groups);
    if (digits == 0) return std::nullopt;
    if (groups.front() == '0') {
        if (digits == 10 || (digits == 11 && has_eleven_digits(groups))) return Transformed{groups};
        return std::nullopt;
    }
    if (!area_code.empty() && digits + area_code.size() == 10)
        return Transformed{area_code + "-" + groups, "市外局番がなかったため補いました"};
    // Spreadsheets take 090… for a number and drop the zero.
    const auto begins = groups.substr(0, 2);
    const bool eleven = digits == 10 && (begins == "50" || begins == "70" || begins == "80" || begins == "90");
    if (eleven || digits == 9) return Transformed{"0" + groups, "先頭の0がなかったため補いました"};
    return std::nullopt;
}

struct FoundNumber {
    Transformed number;
    bool alone = false;  // there is nothing else in the run
};

// The number of a run; where it is none as a whole, the first that some of its parts are. Blanks and brackets separate
// parts, also those of one number.
std::optional<FoundNumber> number_in(std::string_view run, const std::string& area_code) {
    if (auto whole = complete(digit_groups(run), area_code)) return FoundNumber{std::move(*whole), true};
    for (auto begin = run.find_first_of("0123456789"); begin < run.size();) {
        const auto part_end = std::min(run.find_first_of(" (", begin), run.size());
        for (auto end = part_end; end <= run.size(); end = std::min(run.find_first_of(" (", end + 1), run.size())) {
            // Only a number that is whole may be put together: two parts without the first zero are any two numbers.
            const bool may_be = end == part_end || run[begin] == '0';
            auto number = may_be ? complete(digit_groups(run.substr(begin, end - begin)), area_code) : std::nullopt;
            if (number) return FoundNumber{std::move(*number)};
            if (end == run.size()) break;
        }
        begin = run.find_first_of("0123456789", part_end);
    }
    return std::nullopt;
}

}  // namespace

Result<Transformed> phone_number(std::string_view text, const std::string& area_code) {
    const auto plain = with_plain_hyphens(nfkc(text));
    if (plain.find_first_not_of("- ") == std::string::npos) return Transformed{};
    for (std::size_t from = 0; from < plain.size();) {
        const auto [begin, end] = first_run(plain, from);
        auto found = number_in(std::string_view(plain).substr(begin, end - begin), area_code);
        const bool alone = found && found->alone && plain.find_first_not_of("( ") == begin && end == plain.size();
        if (found && !alone && found->number.correction.empty())
            found->number.correction = "電話番号のほかにも文字があるため、最初の電話番号だけを取り込みました";
        if (found) return std::move(found->number);
        from = std::max(end, begin + 1);
    }
    return Error{ErrorKind::invalid, "import.value", "市外局番のある電話番号ではありません"};
}

Result<Transformed> postal_code(std::string_view text) {
    auto code = with_plain_hyphens(nfkc(text));
    if (code.rfind("〒", 0) == 0) code.erase(0, std::string_view("〒").size());
    const bool only_groups =
        std::all_of(code.begin(), code.end(), [](char c) { return is_digit(c) || is_between_groups(c); });
    code.erase(std::remove_if(code.begin(), code.end(), [](char c) { return !is_digit(c); }), code.end());
    if (!only_groups || code.size() != 7)
        return Error{ErrorKind::invalid, "import.value", "7桁の郵便番号ではありません"};
    return Transformed{code.substr(0, 3) + "-" + code.substr(3)};
}

}  // namespace hub::passport_db
