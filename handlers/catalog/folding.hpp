#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// How Japanese text is compared: ﾍﾞﾋﾞｰ, ベビー and べびー are the same word, so are 10:00～19:00 and 10:00-19:00.
namespace hub::catalog {

// `utf8` in the form in which texts are compared: NFKC, lower case, katakana as hiragana, ヶ as け, every long-vowel
// mark, dash and wave dash as one ー, blanks collapsed to one and trimmed. Folding twice changes nothing.
// Bytes that are not UTF-8 count as U+FFFD.
std::u32string fold(std::string_view utf8);

// fold() without blanks and middle dots: how names are looked up (サンマルク・カフェ, サンマルク カフェ).
std::u32string fold_name(std::string_view utf8);

// Folded text that still knows where each of its characters came from.
struct FoldedText {
    struct Origin {
        std::size_t begin;  // byte offsets into the text that was folded
        std::size_t end;
    };
    std::u32string text;
    std::vector<Origin> origins;  // one per character of `text`
};

// The same text as fold() gives, with origins.
FoldedText fold_with_origins(std::string_view utf8);

std::string to_utf8(std::u32string_view text);

// The number of code points; bytes that are not UTF-8 count as one each at most.
std::size_t count_code_points(std::string_view utf8);

// The first `longest` code points of valid UTF-8, followed by … when something was cut off.
std::string shortened(std::string_view utf8, std::size_t longest);

// True for hiragana and the long-vowel mark: what a reading consists of after folding.
bool is_kana(char32_t character);

}  // namespace hub::catalog
