#pragma once

#include <cstddef>
#include <string_view>

namespace hub::local_agent {

// A word that people write in several ways, and the one way in which it is compared: おしえて is 教えて, 子供 and 子ども are 子.
struct Spelling {
    std::u32string_view written;   // folded
    std::u32string_view compared;  // never longer than `written`
};

// The longest spelling that `letters` begin with; null when there is none.
const Spelling* spelling_at(std::u32string_view letters);

}  // namespace hub::local_agent
