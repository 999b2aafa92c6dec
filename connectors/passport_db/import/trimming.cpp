#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {
namespace {

constexpr std::string_view kWideSpace = "\xE3\x80\x80";

// The text with runs of spaces, also full-width ones, made one space.
std::string with_single_spaces(std::string_view text) {
    std::string single;
    bool space_waits = false;
    while (!text.empty()) {
        const bool wide = text.starts_with(kWideSpace);
        if (wide || text.front() == ' ') {
            space_waits = true;
            text.remove_prefix(wide ? kWideSpace.size() : 1);
            continue;
        }
        if (std::exchange(space_waits, false) && !single.empty()) single += ' ';
        single += text.front();
        text.remove_prefix(1);
    }
    return single;
}

// With "\n" for every line end and spaces for other control characters.
std::string with_plain_line_ends(std::string_view text) {
    std::string cleaned;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const auto character = static_cast<unsigned char>(text[index]);
        if (character == '\r') {
            if (index + 1 == text.size() || text[index + 1] != '\n') cleaned += '\n';
        } else {
            cleaned += (character < ' ' && character != '\n') || character == 0x7F ? ' ' : text[index];
        }
    }
    return cleaned;
}

}  // namespace

std::string trimmed(std::string_view text) {
    const auto cleaned = with_plain_line_ends(text);
    std::string_view rest = cleaned;
    const auto is_space = [](char character) { return character == ' ' || character == '\n'; };
    for (;;) {
        if (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
        else if (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
        else if (rest.starts_with(kWideSpace)) rest.remove_prefix(kWideSpace.size());
        else if (rest.ends_with(kWideSpace)) rest.remove_suffix(kWideSpace.size());
        else return std::string(rest);
    }
}

std::string in_one_line(std::string_view text) {
    auto line = trimmed(text);
    for (auto& character : line)
        if (character == '\n') character = ' ';
    return with_single_spaces(line);
}

std::string without_padding(std::string_view text) {
    const auto whole = trimmed(text);
    std::string kept;
    int empty_lines = 0;
    for (std::string_view rest = whole; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto line = with_single_spaces(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        empty_lines = line.empty() ? empty_lines + 1 : 0;
        if (empty_lines > 1) continue;
        if (!kept.empty()) kept += '\n';
        kept += line;
    }
    return kept;
}

}  // namespace hub::passport_db
