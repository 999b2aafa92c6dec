#include "router/core/json_fault.hpp"

#include <algorithm>
#include <vector>

#include "router/core/json_pointer.hpp"

namespace hub::json {
namespace {

// An array or object that is open where the reading has come to.
struct Level {
    bool object = false;
    bool before_name = true;  // of the next member
    std::string_view name{};  // of the current member as it is written, with its quotes
    std::size_t index = 0;
};

// Behind the string that begins at `begin`, at most `limit`.
std::size_t end_of_string(std::string_view text, std::size_t begin, std::size_t limit) {
    for (auto at = begin + 1; at < limit; ++at) {
        if (text[at] == '\\') ++at;
        else if (text[at] == '"') return at + 1;
    }
    return limit;
}

void read_mark(std::vector<Level>& levels, char mark) {
    if (mark == '{' || mark == '[') return levels.push_back({mark == '{'});
    if (levels.empty()) return;
    auto& level = levels.back();
    if (mark == '}' || mark == ']') {
        levels.pop_back();
    } else if (mark == ',') {
        level.before_name = true;
        ++level.index;
    }
}

std::string pointer_of(const std::vector<Level>& levels) {
    std::string pointer;
    for (const auto& level : levels) {
        if (!level.object) {
            pointer += "/" + std::to_string(level.index);
            continue;
        }
        if (level.before_name) break;
        const auto name = Document::parse(level.name);
        if (!name) break;
        pointer += "/" + pointer_token(name->root().as_string().value_or(""));
    }
    return pointer;
}

}  // namespace

std::string pointer_at(std::string_view text, std::size_t offset) {
    const auto limit = std::min(offset, text.size());
    std::vector<Level> levels;
    for (std::size_t at = 0; at < limit;) {
        if (text[at] != '"') {
            read_mark(levels, text[at++]);
            continue;
        }
        const auto end = end_of_string(text, at, limit);
        const bool whole = end < limit || (end - at > 1 && text[end - 1] == '"');
        if (whole && !levels.empty() && levels.back().object && levels.back().before_name) {
            levels.back().name = text.substr(at, end - at);
            levels.back().before_name = false;
        }
        at = end;
    }
    return pointer_of(levels);
}

}  // namespace hub::json
