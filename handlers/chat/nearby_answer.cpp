#include "handlers/chat/nearby_answer.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/dialogue_memory.hpp"
#include "handlers/chat/nearby_search.hpp"
#include "handlers/chat/opening.hpp"
#include "handlers/chat/place_answer.hpp"
#include "handlers/chat/radius_steps.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kFewEnough = 5;  // with no more finds than this there is nothing to narrow down
constexpr std::size_t kMostChips = 6;
constexpr int kBaby = 36;  // months

// いま営業中の「割引」のある「飲食業」のお店, 使えるお店
std::string wanted_shops(const Wishes& wishes) {
    if (wishes.empty()) return "使えるお店";
    std::string text = wishes.open_now ? "いま営業中の" : "";
    text += listed(wishes.tokuten);
    if (!wishes.tokuten.empty()) text += "のある";
    if (!wishes.genre.empty()) text += quoted(wishes.genre) + "の";
    return text + "お店";
}

std::string first_sentence(const catalog::Snapshot& snapshot, const NearbyFinds& finds, WallTime now) {
    const auto& nearest = finds.shops.front();
    std::string text(first_of_page(finds.window));
    text += quoted(nearest.shop->name) + "（" + readable_way(nearest.distance_m.value_or(0));
    const auto opening = opening_at(snapshot.opening_hours(*nearest.shop), now);
    if (opening.open) text += *opening.open ? "、営業中" : "、営業時間外";
    if (opening.irregular) text += "、日によって変わることがあります";
    text += "）";
    if (!nearest.shop->benefits.empty()) text += "で、特典は" + quoted(nearest.shop->benefits.front().title);
    return text + "です。";
}

std::string count_sentence(const ChatPlace& place, const Wishes& wishes, const NearbyFinds& finds) {
    const auto& window = finds.window;
    std::string text =
        place.name + "の近く（" + readable_radius(window.radius_m) + "）に、" + wanted_shops(wishes) + "が";
    if (window.beyond_m > 0) text += readable_radius(window.beyond_m) + "のほかに";
    text += std::to_string(finds.total) + "件あります";
    const auto first = window.skip + 1;
    const auto last = window.skip + finds.shops.size();
    if (window.skip > 0) text += "（近い順に" + std::to_string(first) + "件目から" + std::to_string(last) + "件目）";
    else if (finds.total > last) text += "（近い順に" + std::to_string(last) + "件をご案内）";
    return text + "。";
}

std::string found_text(const catalog::Snapshot& snapshot, const ChatPlace& place, const Wishes& wishes,
                       const NearbyFinds& finds, WallTime now) {
    std::string text;
    if (finds.empty_within)
        text = place.name + "から" + readable_radius(*finds.empty_within) +
               (finds.window.beyond_m > 0 ? "はこれで全部なので、" : "には見つからなかったので、") +
               readable_radius(finds.window.radius_m) + "までひろげてさがしました。";
    if (finds.hours_unknown) {
        Wishes any_time = wishes;
        any_time.open_now = false;
        text += "いま営業中と分かるお店はありませんでしたが、営業時間の分からないお店があります。";
        return text + count_sentence(place, any_time, finds) + first_sentence(snapshot, finds, now);
    }
    return text + count_sentence(place, wishes, finds) + first_sentence(snapshot, finds, now);
}

std::vector<std::string> refinements(const catalog::Snapshot& snapshot, const NearbyFinds& finds,
                                     const NearbyQuestion& question) {
    std::vector<std::string> chips;
    if (finds.window.skip + finds.shops.size() < finds.total) chips.emplace_back("ほかには？");
    if (finds.total <= kFewEnough) return chips;
    if (question.child_months && *question.child_months < kBaby && question.wishes.tokuten.empty())
        chips.emplace_back("じゃあおむつ替えのある店は？");
    const auto narrower = refinements_of(snapshot, finds, question.wishes);
    if (question.wishes.genre.empty())
        for (const auto& name : narrower.genres) chips.push_back("じゃあ" + name + "は？");
    for (const auto& name : narrower.tokuten) {
        auto chip = "じゃあ" + name + "のある店は？";
        if (std::find(chips.begin(), chips.end(), chip) == chips.end()) chips.push_back(std::move(chip));
    }
    if (chips.size() > kMostChips) chips.resize(kMostChips);
    return chips;
}

Remembered to_remember(const NearbyQuestion& question, const NearbyFinds& finds) {
    Remembered remembered;
    remembered.place = question.place;
    remembered.wishes = question.wishes;
    remembered.window = finds.shops.empty() ? question.window : finds.window;
    remembered.shown.kind = Shown::Kind::shops;
    for (const auto& found : finds.shops) remembered.shown.ids.push_back(found.shop->shop_id);
    return remembered;
}

FulfilmentReply found_answer(const catalog::Snapshot& snapshot, const NearbyQuestion& question,
                             const NearbyFinds& finds, const std::string& preface, WallTime now) {
    FulfilmentReply reply;
    reply.say(preface + found_text(snapshot, question.place, question.wishes, finds, now));
    for (const auto& found : finds.shops)
        reply.shops.push_back(shop_json(snapshot, *found.shop, {now, found.distance_m, walk_from(question.place)}));
    const auto chips = refinements(snapshot, finds, question);
    reply.offer(chips);
    for (const auto& name : question.others) reply.suggestions.push_back(question_about(name, question.wishes));
    if (chips.empty() && reply.suggestions.empty()) reply.suggestions.emplace_back("1番目の店の営業時間は？");
    reply.places.push_back(question.place);
    reply.contexts = contexts_to_remember(to_remember(question, finds));
    return reply;
}

FulfilmentReply nothing_answer(const catalog::Snapshot& snapshot, const NearbyQuestion& question,
                               const NearbyFinds& finds, WallTime now) {
    const auto& place = question.place;
    FulfilmentReply reply;
    std::string text = place.name + "から" + readable_radius(kRadiusSteps.back()) + "には、" +
                       wanted_shops(question.wishes) + "が" +
                       (question.window.skip > 0 ? "もうありません。" : "見つかりませんでした。");
    const auto any = question.wishes.empty() ? 0 : search_nearby(snapshot, place.position, {}, {}, now).total;
    if (any > 0) {
        text += "条件をはずすと、近くに" + std::to_string(any) + "件あります。";
        reply.suggestions.push_back(place.source == "visitor" ? "この近くで使えるお店は？"
                                                              : question_about(place.name, Wishes{}));
    } else {
        text += "ほかの駅や市区町村の名前でもお調べできます。";
    }
    reply.say(text);
    for (const auto& name : question.others) reply.suggestions.push_back(question_about(name, question.wishes));
    reply.offer(reply.suggestions);
    if (any == 0) reply.link("お店の一覧からさがす", "/shops");
    reply.places.push_back(place);
    reply.contexts = contexts_to_remember(to_remember(question, finds));
    return reply;
}

// "Nearer" than where the nearest one is: there is nothing, and what there is stays in view.
FulfilmentReply nearest_already_answer(const catalog::Snapshot& snapshot, NearbyQuestion question, WallTime now) {
    const auto tried = question.window.radius_m;
    question.window = {step_above(tried).value_or(kNear), 0, 0};
    const auto finds = search_nearby(snapshot, question.place.position, question.wishes, question.window, now);
    const auto preface = question.place.name + "から" + readable_radius(tried) + "にはありませんでした。";
    if (finds.shops.empty()) return nothing_answer(snapshot, question, finds, now);
    auto shown = finds;
    shown.empty_within.reset();
    return found_answer(snapshot, question, shown, preface, now);
}

}  // namespace

std::string_view first_of_page(const Window& window) {
    if (window.skip > 0) return "つづきは";
    return window.beyond_m > 0 ? "そのうちいちばん近いのは" : "いちばん近いのは";
}

Window stepped(const Window& shown, Step step) {
    switch (step) {
        case Step::nearer: return {step_below(shown.radius_m).value_or(kRadiusSteps.front()), 0, 0};
        case Step::farther: {
            const auto wider = step_above(shown.radius_m);
            return wider ? Window{*wider, shown.radius_m, 0} : shown;
        }
        case Step::more: return {shown.radius_m, shown.beyond_m, shown.skip + shown.told};
        case Step::none: break;
    }
    return {};
}

FulfilmentReply nearby_answer(const catalog::Snapshot& snapshot, const NearbyQuestion& question, WallTime now) {
    const auto finds = search_nearby(snapshot, question.place.position, question.wishes, question.window, now);
    return finds.shops.empty() ? nothing_answer(snapshot, question, finds, now)
                               : found_answer(snapshot, question, finds, "", now);
}

FulfilmentReply refined_answer(const catalog::Snapshot& snapshot, const Remembered& remembered,
                               const FulfilmentRequest& request, WallTime now) {
    const auto& wishes = request.wishes;
    NearbyQuestion question{
        *remembered.place, remembered.wishes, stepped(remembered.window, request.step), {}, request.child_months};
    if (!wishes.genre.empty()) question.wishes.genre = wishes.genre;
    if (wishes.open_now) question.wishes.open_now = true;
    for (const auto& name : wishes.tokuten)
        if (std::find(question.wishes.tokuten.begin(), question.wishes.tokuten.end(), name) ==
            question.wishes.tokuten.end())
            question.wishes.tokuten.push_back(name);
    const auto finds = search_nearby(snapshot, question.place.position, question.wishes, question.window, now);
    if (request.step == Step::nearer && finds.empty_within) return nearest_already_answer(snapshot, question, now);
    if (!finds.empty_within && !finds.shops.empty()) return found_answer(snapshot, question, finds, "", now);

    // Farther away, or without the earlier wishes: what is near counts more.
    NearbyQuestion fewer = question;
    fewer.wishes = wishes;
    const auto without = wishes.empty() || wishes == question.wishes
                             ? NearbyFinds{}
                             : search_nearby(snapshot, fewer.place.position, fewer.wishes, fewer.window, now);
    if (!without.shops.empty() && !without.empty_within) {
        const auto preface = wanted_shops(question.wishes) + "は見つからなかったので、前の条件をはずしてさがしました。";
        return found_answer(snapshot, fewer, without, preface, now);
    }
    return finds.shops.empty() ? nothing_answer(snapshot, question, finds, now)
                               : found_answer(snapshot, question, finds, "", now);
}

}  // namespace hub::chat
