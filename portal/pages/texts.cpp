#include "portal/pages/texts.hpp"

#include "portal/pages/read_file.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"

namespace hub::portal {

Result<Texts> Texts::load(const std::string& file) {
    auto content = read_file(file);
    if (!content) return std::move(content).error();
    auto document = json::Document::parse(*content);
    Error problem{ErrorKind::invalid, "pages.texts", file + ": the catalogue must be a JSON object of strings"};
    if (!document) {
        problem.detail += " (" + document.error().detail + ")";
        return problem;
    }
    Texts texts;
    const auto root = document->root();
    if (!root.is_object()) return problem;
    for (const auto& [key, value] : root.members()) {
        const auto text = value.as_string();
        if (!text) problem.fields.push_back({"/" + std::string(key), "must be a string"});
        else texts.texts_.emplace(std::string(key), std::string(*text));
    }
    if (!problem.fields.empty()) return problem;
    return texts;
}

std::string Texts::get(std::string_view key) const {
    const auto found = texts_.find(key);
    if (found != texts_.end()) return found->second;
    log::error("pages.text_missing", {{"key", key}});
    return std::string(key);
}

std::string Texts::format(std::string_view key,
                          std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    const std::string pattern = get(key);
    std::string text;
    // One pass, so that braces inside a value are never taken for a name.
    for (std::size_t at = 0; at < pattern.size();) {
        const auto end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
        const std::pair<std::string_view, std::string_view>* match = nullptr;
        if (end != std::string::npos)
            for (const auto& value : values)
                if (std::string_view(pattern).substr(at + 1, end - at - 1) == value.first) match = &value;
        if (match) {
            text += match->second;
            at = end + 1;
        } else {
            text += pattern[at++];
        }
    }
    return text;
}

}  // namespace hub::portal
