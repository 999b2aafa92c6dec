#include "portal/pages/favorites_page.hpp"

#include "portal/pages/account_area.hpp"
#include "portal/pages/member_form.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/pages/pages.hpp"
#include "portal/pages/shop_details.hpp"
#include "portal/server/caller.hpp"

namespace hub::portal {
namespace {

std::string favorite_data(std::string_view shop_id, bool favorite) {
    return "{\"shop_id\":" + std::string(shop_id) + ",\"favorite\":" + (favorite ? "true" : "false") + "}";
}

// A number as the contract has it.
bool is_shop_id(std::string_view text) {
    constexpr std::size_t kMostDigits = 18;
    return !text.empty() && text.size() <= kMostDigits && text.front() != '0' &&
           text.find_first_not_of("0123456789") == text.npos;
}

// A cursor as the list gives it: it becomes part of an address.
bool is_cursor(std::string_view text) {
    constexpr std::size_t kLongest = 100;
    return !text.empty() && text.size() <= kLongest && text.find_first_not_of("0123456789-") == text.npos;
}

// The list from which a shop was removed, where it was, and which shop that was.
std::string list_url(const TypedForm& form, std::string_view shop_id) {
    std::string url = "/me/favorites?";
    if (is_cursor(form.text("cursor"))) url += "cursor=" + std::string(form.text("cursor")) + "&";
    return url + "removed=" + std::string(shop_id);
}

// The name of a shop; empty when it is gone.
boost::asio::awaitable<std::string> shop_name(PageRequest request, std::string shop_id) {
    std::string data = "{\"shop_id\":" + shop_id + "}";
    const auto shop = co_await ask(std::move(request), "shop.get", std::move(data));
    std::string name;
    if (shop) name = shop->root().string("name").value_or("");
    co_return name;
}

void fill_item(const PageRequest& request, Values row, const json::Value& item, std::string_view cursor) {
    if (is_cursor(cursor)) row.text_row("CURSOR", cursor);
    row.set("SHOP_ID", std::to_string(item.integer("shop_id").value_or(0)));
    row.set("CSRF", csrf_token(session_of(request.http)));
    const auto value = item.find("shop");
    const auto shop = value ? read_shop(*value) : std::nullopt;
    if (shop) {
        fill_shop_card(request.texts(), row.include("SHOP_CARD", "shop_card.tpl"), *shop, std::nullopt);
        row.set("REMOVED", request.texts().format("favorite.removed", {{"name", shop->name}}));
        return;
    }
    const auto date = date_text(request.texts(), item.string("since").value_or(""));
    row.text_row("GONE", request.texts().format("favorites.gone.text", {{"date", date}}));
    row.set("REMOVED", request.texts().format("favorite.removed", {{"name", request.texts().get("favorites.gone")}}));
}

void fill_list(const PageRequest& request, Values values, const json::Value& reply, std::string_view cursor) {
    const bool later_page = !cursor.empty();
    const auto items = reply.find("items");
    if (!items || items->size() == 0) {
        values.show("EMPTY");
    } else {
        Values list = values.row("LIST");
        for (const auto& item : items->elements()) fill_item(request, list.row("ITEM"), item, cursor);
    }
    const auto next = reply.string("next_cursor");
    if (!next && !later_page) return;
    Values pager = values.row("PAGER");
    if (next) pager.row("NEXT").set("URL", "/me/favorites?cursor=" + std::string(*next));
    if (later_page) pager.show("FIRST");
}

std::string list_data(std::string_view cursor) {
    json::Writer writer;
    writer.begin_object();
    if (!cursor.empty()) writer.member("cursor", cursor);
    writer.end_object();
    return writer.take();
}

// `removed`: what is said of a shop that was just removed.
boost::asio::awaitable<HttpResponse> list_answer(PageRequest request, std::string cursor, std::string removed,
                                                 std::optional<Error> problem) {
    std::string data = list_data(cursor);
    const auto reply = co_await ask_as_caller(request, "member.favorites", std::move(data));
    if (!reply) co_return refusal(request, reply.error());
    PageData page("favorites.tpl");
    if (!removed.empty()) page.content().text_row("REMOVED_NOW", removed);
    if (problem) page.content().text_row("PROBLEM", problem->detail);
    fill_list(request, page.content(), reply->root(), cursor);
    co_return finish_member_page(request, page, request.texts().get("favorites.page"), problem ? &*problem : nullptr);
}

}  // namespace

boost::asio::awaitable<FavoriteState> ask_favorite(PageRequest request, std::int64_t shop_id) {
    if (session_of(request.http).empty()) co_return FavoriteState::visitor;
    std::string data = "{\"shop_id\":" + std::to_string(shop_id) + "}";
    const auto reply = co_await ask_as_caller(request, "member.favorite", std::move(data));
    if (reply) co_return reply->root().boolean("favorite").value_or(false) ? FavoriteState::yes : FavoriteState::no;
    co_return is_logged_out(reply.error()) ? FavoriteState::visitor : FavoriteState::unknown;
}

void fill_favorite(const PageRequest& request, Values values, std::int64_t shop_id, FavoriteState state) {
    if (state == FavoriteState::unknown) return;
    if (state == FavoriteState::visitor)
        return values.row("FAVORITE_LOGIN").set("URL", login_url(area_of(request), shop_url(shop_id)));
    const bool is_one = state == FavoriteState::yes;
    Values form = values.row("FAVORITE");
    form.set("SHOP_ID", std::to_string(shop_id));
    form.set("CSRF", csrf_token(session_of(request.http)));
    form.set("CHANGE", is_one ? "0" : "1");
    form.set("BUTTON", request.texts().get(is_one ? "favorite.remove" : "favorite.add"));
    if (is_one) form.show("NOTE");
}

boost::asio::awaitable<HttpResponse> favorites_page(PageRequest request) {
    const TypedForm form = query_form(request);
    std::string cursor(form.text("cursor"));
    std::string removed;
    if (is_shop_id(form.text("removed"))) {
        auto asking = shop_name(request, std::string(form.text("removed")));
        const auto name = co_await std::move(asking);
        const auto& texts = request.texts();
        removed = texts.format("favorites.removed", {{"name", name.empty() ? texts.get("favorites.gone") : name}});
    }
    auto answer = list_answer(std::move(request), std::move(cursor), std::move(removed), std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> set_favorite_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    const std::string shop_id(find_parameter(request.http.path_parameters, "shop_id").value_or(""));
    if (!is_shop_id(shop_id)) co_return render_error_page(*request.content, 404);
    std::string data = favorite_data(shop_id, form->has("favorite", "1"));
    const auto done = co_await ask_as_caller(request, "member.set_favorite", std::move(data));
    const std::string shop_page = "/shops/" + shop_id;
    if (done) co_return go_to(form->has("back", "list") ? list_url(*form, shop_id) : shop_page + "#favorite");
    if (done.error().kind != ErrorKind::conflict) co_return refusal(request, done.error(), shop_page);
    // Too many: here they can be taken away.
    auto answer = list_answer(request, {}, {}, done.error());
    auto response = co_await std::move(answer);
    co_return response;
}

}  // namespace hub::portal
