#include "portal/api/pattern.hpp"

#include <charconv>
#include <limits>

namespace hub::portal {
namespace {

constexpr auto kUnbounded = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kMostRepeats = 10'000;

bool is_special(char character) {
    return std::string_view("\\^$.|?*+()[]{}").find(character) != std::string_view::npos;
}

bool is_letter_or_digit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z');
}

bool is_printable(char character) { return character >= 0x20 && character < 0x7f; }

}  // namespace

// Reads the text from left to right; after a failure `problem` is set and nothing more is read.
class Pattern::Reader {
public:
    explicit Reader(std::string_view text) : left_(text) {}

    std::string problem;

    bool take(char character) {
        if (!left_.starts_with(character)) return false;
        left_.remove_prefix(1);
        return true;
    }
    bool at_end() const { return left_.empty(); }

    Step step() {
        Step step;
        if (take('[')) read_class(step);
        else step.characters.set(static_cast<unsigned char>(read_character(true)));
        read_quantifier(step);
        return step;
    }

private:
    void fail(std::string_view why) {
        if (problem.empty()) problem = why;
        left_ = {};
    }

    // A literal character, or an escaped mark. Letters after a backslash are classes or controls: refused.
    char read_character(bool outside_class) {
        const bool escaped = take('\\');
        if (left_.empty()) {
            fail("ends in the middle");
            return 0;
        }
        const char character = left_.front();
        left_.remove_prefix(1);
        if (!is_printable(character)) fail("may hold printable ASCII characters only");
        else if (escaped && is_letter_or_digit(character)) fail("uses an escape other than of a mark, such as \\d");
        else if (!escaped && outside_class && is_special(character)) fail("uses a construct outside the subset");
        return is_printable(character) ? character : static_cast<char>(0);
    }

    void read_class(Step& step) {
        if (left_.starts_with('^')) return fail("negates a character class");
        while (problem.empty() && !take(']')) {
            const char first = read_character(false);
            char last = first;
            if (left_.size() > 1 && left_[0] == '-' && left_[1] != ']') {
                take('-');
                last = read_character(false);
            }
            if (first > last) return fail("has a range that runs backwards");
            for (int code = first; code <= last; ++code) step.characters.set(static_cast<std::size_t>(code));
        }
        if (problem.empty() && step.characters.none()) fail("has an empty character class");
    }

    std::size_t read_number() {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(left_.data(), left_.data() + left_.size(), number);
        if (error != std::errc{} || number > kMostRepeats) {
            fail("has a quantifier that is no number up to 10000");
            return 0;
        }
        left_.remove_prefix(static_cast<std::size_t>(end - left_.data()));
        return number;
    }

    void read_quantifier(Step& step) {
        if (take('?')) step.least = 0;
        else if (take('*')) step.least = 0, step.most = kUnbounded;
        else if (take('+')) step.most = kUnbounded;
        else if (take('{')) {
            step.least = step.most = read_number();
            if (take(',')) step.most = left_.starts_with('}') ? kUnbounded : read_number();
            if (problem.empty() && (!take('}') || step.least > step.most)) fail("has a broken quantifier");
        }
    }

    std::string_view left_;
};

std::optional<Pattern> Pattern::parse(std::string_view text, std::string& problem) {
    problem.clear();
    if (text.size() < 2 || text.front() != '^' || text.back() != '$') {
        problem = "must begin with ^ and end with $";
        return std::nullopt;
    }
    Pattern pattern;
    pattern.text_ = text;
    Reader reader(text.substr(1, text.size() - 2));
    while (!reader.at_end()) pattern.steps_.push_back(reader.step());
    problem = reader.problem;
    if (!problem.empty()) return std::nullopt;
    return pattern;
}

// Walks all ways at once: after each step, the set of places where the match may have come to.
bool Pattern::matches(std::string_view text) const {
    std::vector<bool> here(text.size() + 1, false);
    here[0] = true;
    for (const auto& step : steps_) {
        std::vector<bool> next(text.size() + 1, false);
        for (std::size_t start = 0; start <= text.size(); ++start) {
            if (!here[start]) continue;
            for (std::size_t count = 0; count <= step.most; ++count) {
                if (count >= step.least) next[start + count] = true;
                if (start + count == text.size()) break;
                const auto code = static_cast<unsigned char>(text[start + count]);
                if (code >= 128 || !step.characters[code]) break;
            }
        }
        here = std::move(next);
    }
    return here[text.size()];
}

}  // namespace hub::portal
