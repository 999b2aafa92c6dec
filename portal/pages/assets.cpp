#include "portal/pages/assets.hpp"

#include <filesystem>
#include <utility>

#include "portal/pages/read_file.hpp"
#include "router/core/json.hpp"

namespace hub::portal {
namespace {

std::string_view content_type(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".css", "text/css; charset=utf-8"},
        {".jpeg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
    };
    for (const auto& [extension, type] : kTypes)
        if (name.size() > extension.size() && name.substr(name.size() - extension.size()) == extension) return type;
    return {};
}

Result<SharedText> read_shared(const std::string& path) {
    auto content = read_file(path);
    if (!content) return std::move(content).error();
    return SharedText(std::make_shared<const std::string>(std::move(content).value()));
}

// "site.css" of "site.4f….css"; empty when the name has fewer than two dots.
std::string name_without_hash(std::string_view file) {
    const auto extension = file.rfind('.');
    if (extension == std::string_view::npos || extension == 0) return {};
    const auto hash = file.rfind('.', extension - 1);
    if (hash == std::string_view::npos) return {};
    return std::string(file.substr(0, hash)) + std::string(file.substr(extension));
}

}  // namespace

Result<Assets> Assets::load(const std::string& directory) {
    auto text = read_file(directory + "/manifest.json");
    if (!text) return std::move(text).error();
    auto manifest = json::Document::parse(*text);
    const Error problem{ErrorKind::invalid, "pages.assets",
                        directory + "/manifest.json is not what portal/web/build writes"};
    if (!manifest || !manifest->root().is_object()) return problem;
    Assets assets;
    for (const auto& [name, value] : manifest->root().members()) {
        const auto file = value.as_string();
        const auto type = content_type(name);
        if (!file || type.empty()) return problem;
        const std::string path = directory + "/" + std::string(*file);
        auto content = read_shared(path);
        if (!content) return std::move(content).error();
        SharedText compressed;
        if (std::filesystem::exists(path + ".gz")) {
            auto read = read_shared(path + ".gz");
            if (!read) return std::move(read).error();
            compressed = *read;
        }
        assets.by_name_[std::string(name)] = Asset{std::string(*file), std::string(type), *content, compressed};
    }
    return assets;
}

std::string Assets::url(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::string() : "/assets/" + found->second.file;
}

HttpResponse Assets::serve(std::string_view file, bool accepts_gzip) const {
    HttpResponse response;
    const auto found = by_name_.find(name_without_hash(file));
    if (found == by_name_.end()) {
        response.status = 404;
        return response;
    }
    const Asset& asset = found->second;
    response.headers = {{"Content-Type", asset.type}, {"X-Content-Type-Options", "nosniff"}};
    response.headers.emplace_back(
        "Cache-Control", asset.file == file ? "public, max-age=31536000, immutable" : "no-cache");
    response.shared_body = asset.content;
    if (asset.compressed) {
        response.headers.emplace_back("Vary", "Accept-Encoding");
        if (accepts_gzip) {
            response.headers.emplace_back("Content-Encoding", "gzip");
            response.shared_body = asset.compressed;
        }
    }
    return response;
}

}  // namespace hub::portal
