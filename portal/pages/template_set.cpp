#include "portal/pages/template_set.hpp"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_modifiers.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "portal/pages/read_file.hpp"

namespace hub::portal {
namespace {

constexpr auto kStrip = ctemplate::STRIP_BLANK_LINES;
constexpr char kLayout[] = "layout.tpl";

ctemplate::TemplateString view(std::string_view text) { return {text.data(), text.size()}; }

std::string escaped(const std::string& text) { return ctemplate::html_escape(text.data(), text.size()); }

// Replaces the [[…]] markers of one template before it is parsed.
class Preparation {
public:
    Preparation(const Texts& texts, const Assets& assets) : texts_(texts), assets_(assets) {}

    std::string prepare(const std::string& file, std::string_view source) {
        std::string prepared;
        while (true) {
            const auto start = source.find("[[");
            const auto end = start == std::string_view::npos ? start : source.find("]]", start);
            if (end == std::string_view::npos) return prepared.append(source);
            prepared += source.substr(0, start);
            prepared += replacement(file, source.substr(start + 2, end - start - 2));
            source.remove_prefix(end + 2);
        }
    }

    std::vector<FieldProblem> problems;

private:
    std::string replacement(const std::string& file, std::string_view marker) {
        const auto colon = marker.find(':');
        const auto kind = colon == std::string_view::npos ? std::string_view() : marker.substr(0, colon);
        const auto name = colon == std::string_view::npos ? marker : marker.substr(colon + 1);
        if (kind.empty() && texts_.has(name)) return escaped(texts_.get(name));
        const std::string address = assets_.url(kind == "icon" ? "icons.svg" : name);
        if (kind == "asset" && !address.empty()) return escaped(address);
        if (kind == "icon" && !address.empty())
            return "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"" +
                   escaped(address + "#" + std::string(name)) + "\"></use></svg>";
        problems.push_back({file, "[[" + std::string(marker) + "]] names no text, asset or icon"});
        return {};
    }

    const Texts& texts_;
    const Assets& assets_;
};

Result<std::vector<std::string>> template_names(const std::string& directory) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failure))
        if (entry.path().extension() == ".tpl") names.push_back(entry.path().filename());
    if (failure || std::find(names.begin(), names.end(), kLayout) == names.end())
        return Error{ErrorKind::invalid, "pages.templates", directory + " holds no " + kLayout};
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

void Values::set(const std::string& name, std::string_view value) { dictionary_->SetValue(name, view(value)); }

Values Values::row(const std::string& section) { return Values(dictionary_->AddSectionDictionary(section)); }

void Values::text_row(const std::string& section, std::string_view text) { row(section).set("TEXT", text); }

void Values::show(const std::string& section) { dictionary_->ShowSection(section); }

Values Values::include(const std::string& marker, const std::string& file) {
    auto* included = dictionary_->AddIncludeDictionary(marker);
    included->SetFilename(file);
    return Values(included);
}

PageData::PageData(const std::string& content_file)
    : layout_(std::make_unique<ctemplate::TemplateDictionary>(kLayout)),
      content_(Values(layout_.get()).include("CONTENT", content_file)) {}

PageData::~PageData() = default;

Values PageData::layout() const { return Values(layout_.get()); }

Result<TemplateSet> TemplateSet::load(const std::string& directory, const Texts& texts, const Assets& assets) {
    auto names = template_names(directory);
    if (!names) return std::move(names).error();
    TemplateSet set;
    set.cache_ = std::make_shared<ctemplate::TemplateCache>();
    Preparation preparation(texts, assets);
    for (const auto& name : *names) {
        auto source = read_file(directory + "/" + name);
        if (!source) return std::move(source).error();
        const auto prepared = preparation.prepare(name, *source);
        if (source->rfind("{{%AUTOESCAPE context=\"HTML\"}}", 0) != 0)
            preparation.problems.push_back({name, "must start with {{%AUTOESCAPE context=\"HTML\"}}"});
        if (!set.cache_->StringToTemplateCache(name, view(prepared), kStrip))
            preparation.problems.push_back({name, "is not a well-formed template"});
    }
    if (!preparation.problems.empty())
        return Error{ErrorKind::invalid, "pages.templates", "templates in " + directory + " are wrong", {},
                     std::move(preparation.problems)};
    set.cache_->Freeze();
    return set;
}

Result<std::string> TemplateSet::render(const PageData& page) const {
    std::string html;
    const ctemplate::TemplateCache& cache = *cache_;
    if (!cache.ExpandNoLoad(kLayout, kStrip, page.layout_.get(), nullptr, &html))
        return Error{ErrorKind::bug, "pages.render", "a template that a page includes is missing"};
    return html;
}

}  // namespace hub::portal
