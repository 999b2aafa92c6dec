#include "handlers/chat/nearby_answer.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/nearby_search.hpp"
#include "handlers/chat/whereabouts.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kMostShops = 5;
constexpr std::size_t kFewEnough = 5;  // with no more finds than this there is nothing to narrow down
constexpr std::size_t kLongestQuote = 40;

std::string quoted(const std::string& text) { return "「" + catalog::shortened(text, kLongestQuote) + "」"; }

// 「割引」のある「飲食業」のお店, 使えるお店
std::string wanted_shops(const Wishes& wishes) {
    if (wishes.empty()) return "使えるお店";
    std::string text;
    for (const auto& name : wishes.tokuten) text += quoted(name);
    if (!wishes.tokuten.empty()) text += "のある";
    if (!wishes.genre.empty()) text += quoted(wishes.genre) + "の";
    return text + "お店";
}

// The question to ask about another place with the same wishes; worded as the agent's training phrases are.
std::string question_about(const std::string& place, const Wishes& wishes) {
    if (wishes.empty()) return place + "の近くで使えるお店は？";
    if (wishes.tokuten.empty()) return place + "の近くの" + wishes.genre;
    if (wishes.genre.empty()) return place + "の近くで" + wishes.tokuten.front() + "のあるお店";
    return place + "の近くの" + wishes.genre + "で" + wishes.tokuten.front() + "のある店";
}

std::string readable_radius(double metres) { return std::to_string(static_cast<int>(metres / 1000)) + "km以内"; }

std::optional<catalog::Position> walk_from(const ChatPlace& place) {
    if (place.source == "visitor") return std::nullopt;
    return place.position;
}

std::string opening_sentence(const ChatPlace& place, const Wishes& wishes, const NearbyFinds& finds) {
    std::string text;
    if (finds.widened)
        text = place.name + "から" + readable_radius(kNear) + "には見つからなかったので、" + readable_radius(kFarther) +
               "までひろげてさがしました。";
    text += place.name + "の近く（" + readable_radius(finds.radius_m) + "）に、" + wanted_shops(wishes) + "が" +
            std::to_string(finds.page.total) + "件あります。";
    if (finds.page.total > kMostShops) text += "近い順に" + std::to_string(kMostShops) + "件をご案内します。";
    const auto& nearest = finds.page.shops.front();
    text += "いちばん近いのは" + quoted(nearest.shop->name) + "（約" +
            readable_distance(nearest.distance_m.value_or(0)) + "）";
    if (!nearest.shop->benefits.empty()) text += "で、特典は" + quoted(nearest.shop->benefits.front().title);
    return text + "です。";
}

void offer_refinements(FulfilmentReply& reply, const catalog::Snapshot& snapshot, const NearbyFinds& finds,
                       const Wishes& wishes) {
    if (finds.page.total <= kFewEnough) return;
    const auto refinements = refinements_of(snapshot, finds, wishes);
    std::vector<std::string> chips;
    if (wishes.genre.empty())
        for (const auto& name : refinements.genres) chips.push_back("じゃあ" + name + "は？");
    for (const auto& name : refinements.tokuten) chips.push_back("じゃあ" + name + "のある店は？");
    reply.offer(chips);
}

FulfilmentReply found_answer(const catalog::Snapshot& snapshot, const ChatPlace& place, const Wishes& wishes,
                             const NearbyFinds& finds, const std::string& preface) {
    FulfilmentReply reply;
    reply.say(preface + opening_sentence(place, wishes, finds));
    const auto shown = std::min(kMostShops, finds.page.shops.size());
    for (std::size_t index = 0; index < shown; ++index) {
        const auto& found = finds.page.shops[index];
        reply.shops.push_back(shop_json(*found.shop, snapshot.codes(), found.distance_m, walk_from(place)));
    }
    offer_refinements(reply, snapshot, finds, wishes);
    return reply;
}

FulfilmentReply nothing_answer(const catalog::Snapshot& snapshot, const ChatPlace& place, const Wishes& wishes) {
    FulfilmentReply reply;
    std::string text = place.name + "から" + readable_radius(kFarther) + "には、" + wanted_shops(wishes) +
                       "が見つかりませんでした。";
    const auto any = wishes.empty() ? 0 : search_nearby(snapshot, place.position, {}).page.total;
    if (any > 0) {
        text += "条件をはずすと、近くに" + std::to_string(any) + "件あります。";
        reply.suggestions.push_back(place.source == "visitor" ? "この近くで使えるお店は？"
                                                              : question_about(place.name, {}));
    } else {
        text += "ほかの駅や市町村の名前でもお調べできます。";
    }
    reply.say(text);
    reply.offer(reply.suggestions);
    if (any == 0) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

void propose_places(FulfilmentReply& reply, const std::vector<std::string>& names, const Wishes& wishes) {
    for (const auto& name : names) reply.suggestions.push_back(question_about(name, wishes));
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += quoted(name);
    return text;
}

}  // namespace

FulfilmentReply nearby_answer(const catalog::Snapshot& snapshot, const ChatPlace& place, const Wishes& wishes,
                              const std::vector<std::string>& others) {
    const auto finds = search_nearby(snapshot, place.position, wishes);
    auto reply = finds.page.total > 0 ? found_answer(snapshot, place, wishes, finds, "")
                                      : nothing_answer(snapshot, place, wishes);
    propose_places(reply, others, wishes);
    reply.places.push_back(place);
    reply.contexts = contexts_to_remember({place, wishes});
    return reply;
}

FulfilmentReply refined_answer(const catalog::Snapshot& snapshot, const Remembered& remembered, const Wishes& wishes) {
    const auto& place = remembered.place;
    Wishes all = remembered.wishes;
    if (!wishes.genre.empty()) all.genre = wishes.genre;
    for (const auto& name : wishes.tokuten)
        if (std::find(all.tokuten.begin(), all.tokuten.end(), name) == all.tokuten.end()) all.tokuten.push_back(name);
    const auto finds = search_nearby(snapshot, place.position, all);
    if (finds.page.total > 0 || all == wishes) return nearby_answer(snapshot, place, all, {});

    const auto fewer = search_nearby(snapshot, place.position, wishes);
    if (fewer.page.total == 0) return nearby_answer(snapshot, place, wishes, {});
    const auto preface = wanted_shops(all) + "は見つからなかったので、前の条件をはずしてさがしました。";
    auto reply = found_answer(snapshot, place, wishes, fewer, preface);
    reply.places.push_back(place);
    reply.contexts = contexts_to_remember({place, wishes});
    return reply;
}

FulfilmentReply unknown_place_answer(const catalog::Snapshot& snapshot, const std::string& asked,
                                     const Wishes& wishes) {
    FulfilmentReply reply;
    const auto names = similar_places(snapshot.gazetteer(), asked);
    std::string text = quoted(asked) + "という場所は見つかりませんでした。";
    text += names.empty() ? "駅や市町村の名前でお試しください。" : "もしかして、" + listed(names) + "でしょうか。";
    reply.say(text);
    propose_places(reply, names, wishes);
    reply.offer(reply.suggestions);
    if (names.empty()) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

FulfilmentReply maps_away_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Wishes& wishes) {
    FulfilmentReply reply;
    const auto names = similar_places(snapshot.gazetteer(), asked);
    std::string text = "現在、地図での場所検索ができません。" + quoted(asked) +
                       "の場所は調べられませんでしたが、駅や市町村の名前でしたらお調べできます。";
    if (!names.empty()) text += "近い名前に" + listed(names) + "があります。";
    reply.say(text);
    propose_places(reply, names, wishes);
    reply.offer(reply.suggestions);
    reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

FulfilmentReply which_place_answer(bool here) {
    FulfilmentReply reply;
    reply.say(here ? "いまいる場所が分かりませんでした。位置情報の利用を許可するか、「焼津駅の近く」のように駅や市町村の名前を"
                     "入れてお尋ねください。"
                   : "どのあたりのお店をおさがしですか。「焼津駅の近く」のように、駅や市町村の名前を入れてお尋ねください。");
    return reply;
}

}  // namespace hub::chat
