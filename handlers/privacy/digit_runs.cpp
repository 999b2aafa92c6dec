#include "handlers/privacy/digit_runs.hpp"

namespace hub::privacy {
namespace {

char32_t plain(char32_t letter) {
    if (letter >= 0xFF01 && letter <= 0xFF5E) letter -= 0xFEE0;  // full-width ASCII
    const bool is_hyphen = (letter >= 0x2010 && letter <= 0x2015) || letter == 0x2212 || letter == 0x30FC ||
                           letter == 0xFF70 || letter == 0x2500 || letter == 0x2043;
    if (is_hyphen) return U'-';
    if (letter == 0x3000 || letter == 0xA0 || letter == U'\t') return U' ';
    return letter;
}

// The code point at `at`, which is moved behind it. Damaged bytes count as themselves.
char32_t decode(std::string_view utf8, std::size_t& at) {
    const auto first = static_cast<unsigned char>(utf8[at++]);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    char32_t letter = more == 3 ? first & 0x07U : more == 2 ? first & 0x0FU : more == 1 ? first & 0x1FU : first;
    for (int byte = 0; byte < more && at < utf8.size(); ++byte)
        letter = letter << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3FU);
    return letter;
}

bool is_digit(char32_t letter) { return letter >= U'0' && letter <= U'9'; }
bool is_separator(char32_t letter) {
    return letter == U'-' || letter == U' ' || letter == U'(' || letter == U')' || letter == U'.';
}

// The index of the digit that goes on after a separator (or a closing bracket and a blank) at `at`; 0: none does.
std::size_t next_group(const std::vector<PlainLetter>& letters, std::size_t at) {
    for (std::size_t passed = 0; passed < 2 && at < letters.size() && is_separator(letters[at].letter); ++passed) ++at;
    return at < letters.size() && is_digit(letters[at].letter) ? at : 0;
}

}  // namespace

std::vector<PlainLetter> plain_letters(std::string_view utf8) {
    std::vector<PlainLetter> letters;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto begin = at;
        const auto letter = plain(decode(utf8, at));
        letters.push_back({letter, begin, at});
    }
    return letters;
}

std::vector<DigitRun> digit_runs(const std::vector<PlainLetter>& letters) {
    std::vector<DigitRun> runs;
    for (std::size_t at = 0; at < letters.size();) {
        if (!is_digit(letters[at].letter)) {
            ++at;
            continue;
        }
        DigitRun run;
        for (auto next = at; next != 0 || run.empty(); next = next_group(letters, at)) {
            DigitGroup group{{}, next, next};
            while (group.behind < letters.size() && is_digit(letters[group.behind].letter))
                group.digits += static_cast<char>(letters[group.behind++].letter);
            at = group.behind;
            run.push_back(std::move(group));
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace hub::privacy
