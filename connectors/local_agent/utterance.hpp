#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hub::local_agent {

// The letters in which texts are compared: folded, without blanks and punctuation.
std::u32string compared(std::string_view text);

// What somebody said, as comparable letters that know where they came from.
class Utterance {
public:
    explicit Utterance(std::string_view text);

    const std::u32string& letters() const { return letters_; }
    // True at the start and behind blanks and punctuation: where a name may begin.
    bool is_start(std::size_t letter) const { return starts_[letter]; }
    // True behind 、。！？ and the like: no name goes across it.
    bool is_break(std::size_t letter) const { return breaks_[letter]; }
    // The letters [begin, end) as they were written, with the punctuation between them.
    std::string written(std::size_t begin, std::size_t end) const;
    // The parts between 、。！？ as they were written; one when there is no such sign.
    std::vector<std::string> clauses() const;

private:
    std::string text_;
    std::u32string letters_;
    std::vector<bool> starts_;
    std::vector<bool> breaks_;
    struct Origin {
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Origin> origins_;
};

}  // namespace hub::local_agent
