#include "portal/pages/site.hpp"

#include <utility>

namespace hub::portal {

Result<std::shared_ptr<Site>> Site::load(PageSettings settings) {
    std::shared_ptr<Site> site(new Site(std::move(settings)));
    auto loaded = site->reload();
    if (!loaded) return std::move(loaded).error();
    return site;
}

Result<void> Site::reload() {
    auto texts = Texts::load(settings_.text_file);
    if (!texts) return std::move(texts).error();
    auto assets = Assets::load(settings_.asset_directory);
    if (!assets) return std::move(assets).error();
    auto templates = TemplateSet::load(settings_.template_directory, *texts, *assets);
    if (!templates) return std::move(templates).error();
    content_ = std::make_shared<const SiteContent>(
        SiteContent{std::move(texts).value(), std::move(templates).value(), std::move(assets).value(), settings_.map});
    return Result<void>::success();
}

}  // namespace hub::portal
