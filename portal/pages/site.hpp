#pragma once

#include <memory>
#include <string>

#include "portal/pages/assets.hpp"
#include "portal/pages/map_settings.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

struct PageSettings {
    std::string template_directory;  // portal/pages/templates
    std::string text_file;           // portal/pages/texts/ja.json
    std::string asset_directory;     // what portal/web/build wrote
    MapSettings map;
};

// Everything a page is made of, as it was read at one moment. Immutable.
struct SiteContent {
    Texts texts;
    TemplateSet templates;
    Assets assets;
    MapSettings map;
};

// The pages' content as it is now. Used on the I/O thread only; a page keeps the content it began with.
class Site {
public:
    // Reads everything; `invalid` says what is wrong with which file.
    static Result<std::shared_ptr<Site>> load(PageSettings settings);

    // Reads everything again; on an error, which is as that of load(), nothing changes. Blocks for some milliseconds.
    Result<void> reload();

    std::shared_ptr<const SiteContent> content() const { return content_; }

private:
    explicit Site(PageSettings settings) : settings_(std::move(settings)) {}
    PageSettings settings_;
    std::shared_ptr<const SiteContent> content_;
};

}  // namespace hub::portal
