#include "router/core/lower_case.hpp"

namespace hub {

std::string lower_case(std::string_view text) {
    std::string small(text);
    for (auto& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

}  // namespace hub
