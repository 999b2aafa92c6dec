#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hub::local_agent {

// How a letter was written, before folding made katakana hiragana.
enum class Script { kanji, katakana, hiragana, latin, digit, other };

// The letters in which texts are compared: folded, one spelling of a word, without blanks, punctuation and emoji.
std::u32string compared(std::string_view text);

// What somebody said, as comparable letters that know where they came from.
class Utterance {
public:
    explicit Utterance(std::string_view text);

    const std::u32string& letters() const { return letters_; }
    std::size_t size() const { return letters_.size(); }
    // Of the letter behind the last one nothing is true, and its script is `other`.
    // True at the start and behind blanks and punctuation: where a name may begin.
    bool is_start(std::size_t letter) const { return letter < size() && origins_[letter].starts; }
    // True behind 、。！？ and the like: no name goes across it.
    bool is_break(std::size_t letter) const { return letter < size() && origins_[letter].breaks; }
    // True behind 。！？ and line feeds: a new sentence.
    bool is_sentence(std::size_t letter) const { return letter < size() && origins_[letter].ends_sentence; }
    Script script(std::size_t letter) const { return letter < size() ? origins_[letter].script : Script::other; }
    // The byte of the text that a letter begins with.
    std::size_t first_byte(std::size_t letter) const { return origins_[letter].begin; }
    // The letters [begin, end) as they were written, with the punctuation between them.
    std::string written(std::size_t begin, std::size_t end) const;
    // The code point of the text that a letter begins with, or the one behind the last letter's.
    std::size_t first_character(std::size_t letter) const;
    std::size_t last_character(std::size_t letter) const;

private:
    struct Origin {
        std::size_t begin;  // bytes
        std::size_t end;
        Script script;
        bool starts;
        bool breaks;
        bool ends_sentence;
    };
    void unify_spellings();

    std::string text_;
    std::u32string letters_;
    std::vector<Origin> origins_;
};

}  // namespace hub::local_agent
