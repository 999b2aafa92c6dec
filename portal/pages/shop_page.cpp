#include <charconv>

#include "portal/pages/favorites_page.hpp"
#include "portal/pages/map_view.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/pages/pages.hpp"
#include "portal/pages/shop_details.hpp"
#include "portal/pages/shop_view.hpp"
#include "portal/server/caller.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

constexpr int kNearbyRadius = 1000;  // metres
constexpr std::size_t kNearbyShops = 4;

std::optional<std::int64_t> shop_id_of(const HttpRequest& request) {
    const auto text = find_parameter(request.path_parameters, "shop_id");
    std::int64_t shop_id = 0;
    if (!text) return std::nullopt;
    const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), shop_id);
    if (failure != std::errc() || end != text->data() + text->size() || shop_id < 1) return std::nullopt;
    return shop_id;
}

std::string nearby_data(const ShopView& shop) {
    json::Writer writer;
    writer.begin_object();
    writer.member("lat", shop.position->lat);
    writer.member("lng", shop.position->lng);
    writer.member("radius_m", kNearbyRadius);
    writer.member("limit", kNearbyShops + 1);  // the shop itself is one of them
    writer.end_object();
    return writer.take();
}

// A shop's page is worth showing without its neighbours.
boost::asio::awaitable<std::vector<ShopView>> nearby_shops(PageRequest request, ShopView shop) {
    std::vector<ShopView> nearby;
    if (!shop.position) co_return nearby;
    std::string data = nearby_data(shop);
    const Result<json::Document> reply = co_await ask(request, "shop.list", std::move(data));
    if (!reply) {
        log::warning("pages.nearby_failed", {{"code", reply.error().code}});
        co_return nearby;
    }
    nearby = read_shops(reply->root(), "items");
    std::erase_if(nearby, [&shop](const ShopView& other) { return other.shop_id == shop.shop_id; });
    if (nearby.size() > kNearbyShops) nearby.resize(kNearbyShops);
    co_return nearby;
}

HttpResponse render(const PageRequest& request, const ShopView& shop, const std::vector<ShopView>& nearby,
                    FavoriteState favorite) {
    PageData page("shop.tpl");
    Values values = page.content();
    fill_shop_details(request.texts(), values, shop);
    fill_favorite(request, values, shop.shop_id, favorite);
    if (!nearby.empty()) {
        Values section = values.row("NEARBY");
        for (const auto& other : nearby) {
            Values row = section.row("SHOP");
            fill_shop_card(request.texts(), row.include("SHOP_CARD", "shop_card.tpl"), other, shop.position);
        }
    }
    PageHead head;
    if (const auto map = map_view(request.content->map, {shop}, std::nullopt)) {
        fill_map(request.texts(), values.row("MAP_PART").include("MAP", "map.tpl"), request.content->map, *map, false);
        head.map = true;
    }
    head.title = shop.name;
    head.menu = MenuItem::none;
    auto response = finish_page(*request.content, page, head);
    if (!session_of(request.http).empty()) forbid_keeping(response);
    return response;
}

}  // namespace

boost::asio::awaitable<HttpResponse> shop_page(PageRequest request) {
    const auto shop_id = shop_id_of(request.http);
    if (!shop_id) co_return render_error_page(*request.content, 404);
    std::string data = "{\"shop_id\":" + std::to_string(*shop_id) + "}";
    const Result<json::Document> reply = co_await ask(request, "shop.get", std::move(data));
    if (!reply) co_return failure_page(request, reply.error());
    const auto shop = read_shop(reply->root());
    if (!shop) {
        const Error error{ErrorKind::bug, "pages.reply", "shop.get did not answer with a shop"};
        co_return failure_page(request, error);
    }
    const std::vector<ShopView> nearby = co_await nearby_shops(request, *shop);
    const FavoriteState favorite = co_await ask_favorite(request, shop->shop_id);
    co_return render(request, *shop, nearby, favorite);
}

}  // namespace hub::portal
