#include "handlers/chat/shop_detail_answer.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kMostShops = 5;
constexpr std::size_t kMostCandidates = 100;
constexpr std::size_t kLongestComment = 300;
constexpr std::size_t kLongestQuote = 40;

std::string quoted(const std::string& text) { return "「" + catalog::shortened(text, kLongestQuote) + "」"; }

std::string question_about(const std::string& name) { return name + "の詳細を教えて"; }

std::optional<catalog::Position> reference_point(const FulfilmentRequest& request) {
    if (request.position) return request.position;
    if (request.remembered) return request.remembered->place.position;
    return std::nullopt;
}

std::optional<std::int64_t> distance_to(const catalog::ShopRow& shop, const std::optional<catalog::Position>& from) {
    if (!from || !shop.position) return std::nullopt;
    return std::llround(catalog::metres_between(*from, *shop.position));
}

void add_line(std::string& text, std::string_view label, const std::string& value) {
    if (value.empty()) return;
    text += "\n";
    text += label;
    text += "：" + catalog::shortened(value, kLongestComment);
}

std::string description(const catalog::ShopRow& shop) {
    std::string text = quoted(shop.name) + "のご案内です。";
    for (const auto& benefit : shop.benefits)
        add_line(text, "特典", benefit.detail.empty() ? benefit.title : benefit.title + "（" + benefit.detail + "）");
    add_line(text, "住所", shop.address);
    add_line(text, "電話", shop.tel);
    add_line(text, "営業時間", shop.opening_hours);
    add_line(text, "お店から", shop.comment);
    return text;
}

void order_by_distance(std::vector<const catalog::ShopRow*>& shops, const std::optional<catalog::Position>& from) {
    if (!from) return;
    const auto metres = [&](const catalog::ShopRow* shop) {
        return shop->position ? catalog::metres_between(*from, *shop->position) : 1e9;
    };
    std::stable_sort(shops.begin(), shops.end(), [&](const auto* one, const auto* other) {
        return metres(one) < metres(other);
    });
}

FulfilmentReply not_found_answer(const catalog::Snapshot& snapshot, const std::string& name) {
    FulfilmentReply reply;
    std::string text = quoted(name) + "というお店は見つかりませんでした。";
    for (const auto* shop : snapshot.shops_named_like(name, kMostShops))
        reply.suggestions.push_back(question_about(shop->name));
    text += reply.suggestions.empty() ? "お店の名前をたしかめて、もう一度お尋ねください。"
                                      : "名前の似ているお店があります。";
    reply.say(text);
    reply.offer(reply.suggestions);
    if (reply.suggestions.empty()) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

}  // namespace

FulfilmentReply shop_detail_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    if (request.shop_name.empty()) {
        FulfilmentReply reply;
        reply.say("どのお店についてお知りになりたいですか。お店の名前を入れてお尋ねください。");
        return reply;
    }
    auto shops = snapshot.shops_named(request.shop_name, kMostCandidates);
    if (shops.empty()) return not_found_answer(snapshot, request.shop_name);
    const auto from = reference_point(request);
    order_by_distance(shops, from);

    FulfilmentReply reply;
    if (shops.size() == 1) {
        reply.say(description(*shops.front()));
    } else {
        std::string text = quoted(request.shop_name) + "に当てはまるお店が" + std::to_string(shops.size()) + "件あります。";
        if (shops.size() > kMostShops) text += std::to_string(kMostShops) + "件をご案内します。";
        reply.say(text + "くわしくは、お店のページをご覧ください。");
    }
    if (shops.size() > kMostShops) shops.resize(kMostShops);
    for (const auto* shop : shops)
        reply.shops.push_back(shop_json(*shop, snapshot.codes(), distance_to(*shop, from), std::nullopt));
    return reply;
}

}  // namespace hub::chat
