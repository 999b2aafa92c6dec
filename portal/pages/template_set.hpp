#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "portal/pages/assets.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/result.hpp"

namespace ctemplate {
class TemplateCache;
class TemplateDictionary;
}  // namespace ctemplate

namespace hub::portal {

// A handle on the values of one template, or of one row of a section in it. Valid while its PageData lives. Values
// are plain text; the template escapes them for the place they stand in.
class Values {
public:
    explicit Values(ctemplate::TemplateDictionary* dictionary) : dictionary_(dictionary) {}

    void set(const std::string& name, std::string_view value);
    // Shows {{#section}} once more, with the values of the row that is returned.
    Values row(const std::string& section);
    // A row that only says TEXT.
    void text_row(const std::string& section, std::string_view text);
    // Shows {{#section}} with the values at hand.
    void show(const std::string& section);
    // Puts the template `file` where {{>marker}} stands, once more per call; it sees nothing of the outer values.
    Values include(const std::string& marker, const std::string& file);

private:
    ctemplate::TemplateDictionary* dictionary_;
};

// What a whole page shows: the layout around one content template.
class PageData {
public:
    explicit PageData(const std::string& content_file);
    ~PageData();
    PageData(const PageData&) = delete;
    PageData& operator=(const PageData&) = delete;

    Values layout() const;
    Values content() const { return content_; }

private:
    friend class TemplateSet;
    std::unique_ptr<ctemplate::TemplateDictionary> layout_;
    Values content_;
};

// The templates of the pages, parsed and auto-escaped (HTML). Immutable.
class TemplateSet {
public:
    // Parses every *.tpl of `directory`. [[key]] becomes the text of that key, [[asset:NAME]] the asset's address and
    // [[icon:NAME]] a drawing of icons.svg; `invalid` "pages.templates" lists all that is wrong in `fields`.
    static Result<TemplateSet> load(const std::string& directory, const Texts& texts, const Assets& assets);

    // The page as HTML; `bug` "pages.render" when a template is missing.
    Result<std::string> render(const PageData& page) const;

private:
    std::shared_ptr<ctemplate::TemplateCache> cache_;
};

}  // namespace hub::portal
