#include "handlers/catalog/outer_blanks.hpp"

namespace hub::catalog {

std::string_view without_outer_blanks(std::string_view text) {
    for (std::size_t before = text.size() + 1; text.size() < before;) {
        before = text.size();
        for (const std::string_view blank : {" ", "\t", "\r", "\n", "\u3000"}) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size());
            if (text.ends_with(blank)) text.remove_suffix(blank.size());
        }
    }
    return text;
}

}  // namespace hub::catalog
