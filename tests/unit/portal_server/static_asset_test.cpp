#include "portal/server/static_asset.hpp"

#include <gtest/gtest.h>

#include "tests/support/run_awaitable.hpp"

namespace hub::portal {
namespace {

HttpResponse get(const HttpEndpoint& endpoint, HttpHeaders headers = {}) {
    HttpRequest request;
    request.headers = std::move(headers);
    return test::run_awaitable(
        endpoint.handler(std::move(request), Deadline::after(system_clock(), std::chrono::seconds(1))));
}

TEST(StaticAsset, is_served_without_a_copy_and_not_again_while_it_is_the_same) {
    const auto endpoint = asset_endpoint("/a.css", "text/css", "p{}", Caching::revalidate);
    const auto first = get(endpoint);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(*first.shared_body, "p{}");
    EXPECT_EQ(get(endpoint).shared_body, first.shared_body);
    const std::string etag(*find_header(first.headers, "ETag"));
    const auto again = get(endpoint, {{"If-None-Match", "\"other\", W/" + etag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.shared_body, nullptr);
    EXPECT_EQ(get(endpoint, {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST(StaticAsset, a_path_with_the_hash_is_kept_for_ever) {
    const auto name = hashed_name("site.css", "p{}");
    EXPECT_EQ(name.size(), std::string("site..css").size() + 16);
    EXPECT_TRUE(name.starts_with("site.") && name.ends_with(".css")) << name;
    EXPECT_NE(name, hashed_name("site.css", "p{ }"));
    const auto response = get(asset_endpoint("/" + name, "text/css", "p{}", Caching::immutable));
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "public, max-age=31536000, immutable");
}

}  // namespace
}  // namespace hub::portal
