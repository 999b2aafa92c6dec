#include "handlers/chat/shop_detail_answer.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/geodesy.hpp"
#include "handlers/chat/detail_text.hpp"
#include "handlers/chat/dialogue_memory.hpp"
#include "handlers/chat/nearby_search.hpp"
#include "handlers/chat/whereabouts.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kMostCandidates = 100;

std::string question_about_shop(const std::string& name) { return name + "の詳細を教えて"; }

std::optional<catalog::Position> reference_point(const FulfilmentRequest& request) {
    if (request.position) return request.position;
    if (request.remembered && request.remembered->place) return request.remembered->place->position;
    return std::nullopt;
}

std::optional<std::int64_t> distance_to(const std::optional<catalog::Position>& position,
                                        const std::optional<catalog::Position>& from) {
    if (!from || !position) return std::nullopt;
    return std::llround(catalog::metres_between(*from, *position));
}

void order_by_distance(std::vector<const catalog::ShopRow*>& shops, const std::optional<catalog::Position>& from) {
    if (!from) return;
    const auto metres = [&](const catalog::ShopRow* shop) {
        return shop->position ? catalog::metres_between(*from, *shop->position) : 1e9;
    };
    std::stable_sort(shops.begin(), shops.end(),
                     [&](const auto* one, const auto* other) { return metres(one) < metres(other); });
}

// Told what was asked, or everything; `way` leads there.
FulfilmentReply told(const Details& details, const FulfilmentRequest& request,
                     const std::optional<catalog::Position>& position) {
    FulfilmentReply reply;
    const auto text = about_aspects(details, request.aspects);
    reply.say(text.empty() ? quoted(details.name) + "のご案内です。" : text);
    if (text.empty()) reply.list(detail_lines(details));
    const auto has = [&](const char* one) {
        return std::find(request.aspects.begin(), request.aspects.end(), one) != request.aspects.end();
    };
    if (has(aspect::kWay) && position) reply.link("地図で行き方を見る", directions_url(*position, std::nullopt));
    if (has(aspect::kUrl) && !details.url.empty()) reply.link("ホームページを見る", details.url);
    return reply;
}

// The dialogue goes on with the same place and list; this one of it was spoken of last.
std::vector<AgentContext> remember(const FulfilmentRequest& request, Shown shown) {
    Remembered remembered = request.remembered.value_or(Remembered{});
    remembered.shown = std::move(shown);
    return contexts_to_remember(remembered);
}

void suggest_more(FulfilmentReply& reply, const FulfilmentRequest& request, bool is_shop) {
    for (const auto& [asked, chip] :
         {std::pair(aspect::kHours, "営業時間は？"), std::pair(aspect::kPhone, "電話番号は？")})
        if (!request.aspects.empty() &&
            std::find(request.aspects.begin(), request.aspects.end(), asked) == request.aspects.end())
            reply.suggestions.emplace_back(chip);
    reply.suggestions.emplace_back(is_shop ? "そこから一番近い公園は？" : "その近くで使えるお店は？");
    reply.offer(reply.suggestions);
}

FulfilmentReply about_shop(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                           const catalog::ShopRow& shop, Shown shown, WallTime now) {
    auto reply = told(details_of(snapshot, shop, now), request, shop.position);
    reply.shops.push_back(
        shop_json(snapshot, shop, {now, distance_to(shop.position, reference_point(request)), std::nullopt}));
    suggest_more(reply, request, true);
    reply.contexts = remember(request, std::move(shown));
    return reply;
}

FulfilmentReply about_facility(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                               const catalog::FacilityRow& facility, Shown shown, WallTime now) {
    auto reply = told(details_of(snapshot, facility, now), request, facility.position);
    reply.facilities.push_back(facility_json(
        snapshot, facility, {now, distance_to(facility.position, reference_point(request)), std::nullopt}));
    suggest_more(reply, request, false);
    reply.contexts = remember(request, std::move(shown));
    return reply;
}

FulfilmentReply about_event(const FulfilmentRequest& request, const catalog::EventRow& event, Shown shown,
                            WallTime now) {
    auto reply = told(details_of(event, now), request, event.position);
    reply.events.push_back(
        event_json(event, {now, distance_to(event.position, reference_point(request)), std::nullopt}));
    suggest_more(reply, request, false);
    reply.contexts = remember(request, std::move(shown));
    return reply;
}

FulfilmentReply not_found_answer(const catalog::Snapshot& snapshot, const std::string& name) {
    FulfilmentReply reply;
    std::string text = quoted(name) + "というお店は見つかりませんでした。";
    for (const auto* shop : snapshot.shops_named_like(name, kMostShown))
        reply.suggestions.push_back(question_about_shop(shop->name));
    text += reply.suggestions.empty() ? "お店の名前をたしかめて、もう一度お尋ねください。"
                                      : "名前の似ているお店があります。";
    reply.say(text);
    reply.offer(reply.suggestions);
    if (reply.suggestions.empty()) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

// Of what was shown last; empty when it is gone from the catalog meanwhile.
std::optional<FulfilmentReply> about_shown(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                                           std::size_t index, WallTime now) {
    auto shown = request.remembered->shown;
    shown.focus = index;
    const auto id = shown.ids[index];
    switch (shown.kind) {
        case Shown::Kind::shops:
            if (const auto* shop = snapshot.find_shop(id)) return about_shop(snapshot, request, *shop, shown, now);
            break;
        case Shown::Kind::facilities:
            if (const auto* facility = snapshot.facilities().find_facility(id))
                return about_facility(snapshot, request, *facility, shown, now);
            break;
        case Shown::Kind::events:
            if (const auto* event = snapshot.events().find_event(id)) return about_event(request, *event, shown, now);
            break;
        case Shown::Kind::nothing: break;
    }
    return std::nullopt;
}

FulfilmentReply which_shop_answer(const FulfilmentRequest& request) {
    FulfilmentReply reply;
    const auto shown = request.remembered ? request.remembered->shown.ids.size() : 0;
    if (request.ordinal && shown > 0)
        reply.say("先ほどご案内したのは" + std::to_string(shown) +
                  "件です。何番目のお店についてお知りになりたいですか。");
    else reply.say("どのお店についてお知りになりたいですか。お店の名前を入れてお尋ねください。");
    for (std::size_t number = 1; number <= std::min<std::size_t>(shown, 3); ++number)
        reply.suggestions.push_back(std::to_string(number) + "番目のお店について教えて");
    reply.offer(reply.suggestions);
    if (shown == 0) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

FulfilmentReply about_named(const catalog::Snapshot& snapshot, const FulfilmentRequest& request, WallTime now) {
    const auto from = reference_point(request);
    auto shops = snapshot.shops_named(request.shop_name, kMostCandidates);
    if (shops.empty()) {
        const auto facilities = snapshot.facilities().named(request.shop_name, 1);
        if (facilities.empty()) return not_found_answer(snapshot, request.shop_name);
        const auto& facility = *facilities.front();
        return about_facility(snapshot, request, facility, {Shown::Kind::facilities, {facility.facility_id}}, now);
    }
    order_by_distance(shops, from);
    if (shops.size() == 1)
        return about_shop(snapshot, request, *shops.front(), {Shown::Kind::shops, {shops.front()->shop_id}}, now);

    FulfilmentReply reply;
    std::string text = quoted(request.shop_name) + "に当てはまるお店が" + std::to_string(shops.size()) + "件あります";
    if (shops.size() > kMostShown) {
        text += "（" + std::to_string(kMostShown) + "件をご案内）";
        shops.resize(kMostShown);
    }
    reply.say(text + "。何番目のお店についてお知りになりたいですか。");
    Shown shown{Shown::Kind::shops, {}};
    for (const auto* shop : shops) {
        reply.shops.push_back(shop_json(snapshot, *shop, {now, distance_to(shop->position, from), std::nullopt}));
        shown.ids.push_back(shop->shop_id);
    }
    reply.suggestions = {"1番目のお店について教えて", "2番目のお店について教えて"};
    reply.offer(reply.suggestions);
    reply.contexts = remember(request, std::move(shown));
    return reply;
}

}  // namespace

FulfilmentReply shop_detail_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request, WallTime now) {
    const bool by_name = !request.shop_name.empty() && !request.ordinal && !request.there;
    if (by_name) return about_named(snapshot, request, now);
    const auto index = request.remembered ? meant_of(request.remembered->shown, request.ordinal) : std::nullopt;
    if (index)
        if (auto reply = about_shown(snapshot, request, *index, now)) return std::move(*reply);
    if (!request.shop_name.empty() && !request.ordinal) return about_named(snapshot, request, now);
    return which_shop_answer(request);
}

}  // namespace hub::chat
