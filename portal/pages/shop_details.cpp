#include "portal/pages/shop_details.hpp"

#include <chrono>

#include "router/core/clock.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

void fill_telephone(Values values, const std::string& tel) {
    if (tel.empty()) return values.show("NO_TEL");
    const auto number = dialable(tel);
    if (!number) return values.text_row("TEL_TEXT", tel);
    Values row = values.row("TEL");
    row.set("NUMBER", *number);
    row.set("TEXT", tel);
}

void fill_benefits(Values values, const ShopView& shop) {
    if (shop.benefits.empty()) return values.show("NO_BENEFIT");
    for (const auto& benefit : shop.benefits) {
        Values row = values.row("BENEFIT");
        row.set("TITLE", benefit.title);
        if (!benefit.kind.empty()) row.text_row("KIND", benefit.kind);
        if (!benefit.detail.empty()) row.text_row("DETAIL", benefit.detail);
    }
}

void fill_position(const Texts& texts, Values values, const ShopView& shop) {
    if (!shop.position) return;
    Values route = values.row("ROUTE");
    route.set("ROUTE_URL", walking_url(*shop.position, std::nullopt));
    route.set("ROUTE_TO", texts.format("shop.route.to", {{"name", shop.name}}));
    values.row("MAP").set("MAP_URL", map_url(*shop.position));
}

}  // namespace

void fill_shop_details(const Texts& texts, Values values, const ShopView& shop) {
    values.set("NAME", shop.name);
    if (!shop.kana.empty()) values.text_row("KANA", texts.format("shop.kana", {{"kana", shop.kana}}));
    for (const auto& genre : shop.genres) values.text_row("GENRE", genre);
    fill_open_now(values, shop.open_now, shop.irregular);
    fill_benefits(values, shop);
    fill_position(texts, values, shop);
    values.set("ADDRESS", shop.address);
    if (!shop.postal_code.empty()) values.text_row("POSTAL", shop.postal_code);
    fill_telephone(values, shop.tel);
    if (!shop.opening_hours.empty()) values.text_row("HOURS", shop.opening_hours);
    if (!shop.comment.empty() && shop.comment != shop.opening_hours) values.text_row("COMMENT", shop.comment);
    if (!shop.website.empty()) values.row("WEBSITE").set("WEBSITE_URL", shop.website);
    if (shop.programme == 1 || shop.programme == 2)
        values.text_row("PASSPORT", texts.get("shop.programme." + std::to_string(*shop.programme)));
    if (const auto date = date_text(texts, shop.updated_at); !date.empty()) values.text_row("UPDATED", date);
}

std::optional<std::string> dialable(std::string_view tel) {
    std::string digits;
    for (const char character : tel) {
        if (character >= '0' && character <= '9') digits += character;
        else if (std::string_view("-() +.").find(character) == std::string_view::npos) return std::nullopt;
    }
    if (digits.size() < 10 || digits.size() > 11 || digits.front() != '0') return std::nullopt;
    return digits;
}

std::string date_text(const Texts& texts, std::string_view rfc3339) {
    const auto time = from_rfc3339(rfc3339);
    if (!time) return {};
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*time + kJapanAheadOfUtc));
    return texts.format("shop.date", {{"year", std::to_string(static_cast<int>(date.year()))},
                                      {"month", std::to_string(static_cast<unsigned>(date.month()))},
                                      {"day", std::to_string(static_cast<unsigned>(date.day()))}});
}

}  // namespace hub::portal
