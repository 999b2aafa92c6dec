#pragma once

#include <map>
#include <string>
#include <string_view>

#include "router/core/http.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

// Scripts, styles and images in memory, named NAME.HASH.EXTENSION by portal/web/build. Immutable.
class Assets {
public:
    // Reads manifest.json of `directory` and every file it names; `invalid` "pages.assets" or "pages.file".
    static Result<Assets> load(const std::string& directory);

    // "/assets/site.4f…css" for "site.css"; empty when there is no such asset.
    std::string url(std::string_view name) const;

    // The answer to GET /assets/{file}. A hash of another version is answered with today's file, not cacheable: during
    // an upgrade one worker's page asks another worker. 404 without a body for an unknown name.
    HttpResponse serve(std::string_view file, bool accepts_gzip) const;

private:
    struct Asset {
        std::string file;
        std::string type;
        SharedText content;
        SharedText compressed;  // null when compression does not help
    };
    std::map<std::string, Asset, std::less<>> by_name_;
};

}  // namespace hub::portal
