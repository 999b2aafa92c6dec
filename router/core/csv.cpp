#include "router/core/csv.hpp"

namespace hub {

std::string csv_cell(std::string_view text) {
    std::string cell = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
    for (const auto* wide : {"＝", "＋", "－", "＠"})
        if (text.starts_with(wide)) cell += '\'';
    for (const char character : text) {
        if (character == '"') cell += '"';
        cell += character;
    }
    return cell + '"';
}

}  // namespace hub
