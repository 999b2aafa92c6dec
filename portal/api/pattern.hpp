#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub::portal {

// A regular expression of the subset that means the same everywhere and matches in bounded time: "^", a sequence of
// ASCII characters and classes like [A-Za-z0-9_-], each with an optional quantifier (? * + {n} {n,} {n,m}), "$".
// No groups, no alternatives, no ".", no \d or \w, no negation.
class Pattern {
public:
    // Empty when the text is outside the subset; `problem` then says why.
    static std::optional<Pattern> parse(std::string_view text, std::string& problem);

    bool matches(std::string_view text) const;
    const std::string& text() const { return text_; }

private:
    struct Step {
        std::bitset<128> characters;
        std::size_t least = 1;
        std::size_t most = 1;
    };
    class Reader;

    std::string text_;
    std::vector<Step> steps_;
};

}  // namespace hub::portal
