#include "portal/server/static_asset.hpp"

#include <openssl/sha.h>

#include "portal/server/entity_tag.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

// Shared by every request for the asset.
struct Asset {
    std::string content_type;
    std::string etag;
    std::string cache_control;
    SharedText content;
};

boost::asio::awaitable<HttpResponse> serve(std::shared_ptr<const Asset> asset, HttpRequest request) {
    HttpResponse response;
    response.headers.emplace_back("ETag", asset->etag);
    response.headers.emplace_back("Cache-Control", asset->cache_control);
    if (is_held(request.headers, asset->etag)) {
        response.status = 304;
    } else {
        response.headers.emplace_back("Content-Type", asset->content_type);
        response.shared_body = asset->content;
    }
    co_return response;
}

}  // namespace

std::string content_hash(std::string_view content) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest);
    return to_hex({reinterpret_cast<const char*>(digest), 8});
}

std::string hashed_name(std::string_view name, std::string_view content) {
    const auto dot = std::min(name.rfind('.'), name.size());
    return std::string(name.substr(0, dot)) + "." + content_hash(content) + std::string(name.substr(dot));
}

HttpEndpoint asset_endpoint(std::string path, std::string content_type, std::string content, Caching caching) {
    auto asset = std::make_shared<Asset>();
    asset->content_type = std::move(content_type);
    asset->etag = "\"" + content_hash(content) + "\"";
    asset->cache_control = caching == Caching::immutable ? "public, max-age=31536000, immutable" : "no-cache";
    asset->content = std::make_shared<const std::string>(std::move(content));
    HttpEndpoint endpoint;
    endpoint.method = "GET";
    endpoint.path = std::move(path);
    endpoint.handler = [asset = std::shared_ptr<const Asset>(std::move(asset))](HttpRequest request, Deadline) {
        return serve(asset, std::move(request));
    };
    return endpoint;
}

}  // namespace hub::portal
