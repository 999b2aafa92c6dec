#include "handlers/chat/facility_answer.hpp"

#include <algorithm>

#include "handlers/chat/dialogue_memory.hpp"
#include "handlers/chat/nearby_answer.hpp"
#include "handlers/chat/nearby_search.hpp"
#include "handlers/chat/opening.hpp"
#include "handlers/chat/place_answer.hpp"
#include "handlers/chat/radius_steps.hpp"

namespace hub::chat {
namespace {

using catalog::FoundFacility;

constexpr std::size_t kMostCandidates = 500;
constexpr std::size_t kMostShopsBeside = 3;

// What is looked for, and how far.
struct FacilityQuestion {
    ChatPlace place;
    std::vector<std::string> kinds{};     // display names
    std::vector<std::string> services{};  // display names
    bool open_now = false;
    Window window{};
    std::optional<int> ordinal{};
};

struct FacilityFinds {
    std::vector<FoundFacility> items;  // the window's page
    std::size_t total = 0;
    Window window{};
    std::optional<double> empty_within{};
    std::optional<std::size_t> told{};  // the one of the page that was asked for by its number
};

std::vector<std::string> codes_of(const catalog::CodeList& codes, std::string_view kind,
                                  const std::vector<std::string>& names) {
    std::vector<std::string> found;
    // A name that is in no code list is passed as it is: it is a code nothing has.
    for (const auto& name : names) found.push_back(codes.code_of(kind, name).value_or(name));
    return found;
}

bool is_closed(const catalog::Snapshot& snapshot, const catalog::FacilityRow& facility, WallTime now) {
    return !opening_at(snapshot.facilities().opening_hours(facility), now).open.value_or(true);
}

FacilityFinds search_window(const catalog::Snapshot& snapshot, const FacilityQuestion& question, const Window& window,
                            WallTime now) {
    catalog::FacilityQuery query;
    query.near = question.place.position;
    query.radius_m = window.radius_m;
    query.beyond_m = window.beyond_m;
    query.kinds = codes_of(snapshot.codes(), "facility", question.kinds);
    query.services = codes_of(snapshot.codes(), "tokuten", question.services);
    query.limit = window.skip + kMostCandidates;
    auto page = snapshot.facilities().find(query);
    auto& items = page.items;
    FacilityFinds finds{{}, page.total, window, std::nullopt};
    // What does not say when it is open stays: a park has no hours.
    if (question.open_now)
        finds.total -=
            std::erase_if(items, [&](const FoundFacility& found) { return is_closed(snapshot, *found.facility, now); });
    for (auto index = window.skip; index < std::min(window.skip + kMostShown, items.size()); ++index)
        finds.items.push_back(items[index]);
    finds.window.told = finds.items.size();
    return finds;
}

FacilityFinds search(const catalog::Snapshot& snapshot, const FacilityQuestion& question, WallTime now) {
    const auto& window = question.window;
    auto finds = search_window(snapshot, question, window, now);
    for (auto wider = step_above(window.radius_m); finds.items.empty() && wider; wider = step_above(*wider)) {
        const double beyond = window.skip > 0 ? window.radius_m : window.beyond_m;
        finds = search_window(snapshot, question, {*wider, beyond, 0}, now);
        finds.empty_within = window.radius_m;
    }
    return finds;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : "・") + name;
    return text;
}

// 公園, 授乳室のある図書館, 授乳室のある施設
std::string wanted(const FacilityQuestion& question) {
    const auto kinds = question.kinds.empty() ? std::string("施設") : joined(question.kinds);
    return question.services.empty() ? kinds : joined(question.services) + "のある" + kinds;
}

std::string described(const catalog::Snapshot& snapshot, const FoundFacility& found, WallTime now) {
    std::string text = quoted(found.facility->name) + "（" + readable_way(found.distance_m);
    const auto opening = opening_at(snapshot.facilities().opening_hours(*found.facility), now);
    if (opening.open) text += *opening.open ? "、開館中" : "、時間外";
    if (opening.irregular) text += "、日によって変わることがあります";
    return text + "）";
}

std::string found_text(const catalog::Snapshot& snapshot, const FacilityQuestion& question, const FacilityFinds& finds,
                       WallTime now) {
    const auto& window = finds.window;
    std::string text;
    if (finds.empty_within)
        text = question.place.name + "から" + readable_radius(*finds.empty_within) +
               (window.beyond_m > 0 ? "はこれで全部なので、" : "には見つからなかったので、") +
               readable_radius(window.radius_m) + "までひろげてさがしました。";
    if (finds.told)
        return text + question.place.name + (*question.ordinal == 1 ? "からいちばん近い" : "から近い") +
               wanted(question) + "は" + described(snapshot, finds.items[*finds.told], now) + "です。";
    text += question.place.name + "の近く（" + readable_radius(window.radius_m) + "）に、" + wanted(question) + "が";
    if (window.beyond_m > 0) text += readable_radius(window.beyond_m) + "のほかに";
    text += std::to_string(finds.total) + "件あります";
    const auto last = window.skip + finds.items.size();
    if (finds.total > last || window.skip > 0)
        text += "（近い順に" + std::to_string(window.skip + 1) + "件目から" + std::to_string(last) + "件目）";
    return text + "。" + std::string(first_of_page(window)) + described(snapshot, finds.items.front(), now) + "です。";
}

Shown shown_of(const FacilityFinds& finds) {
    Shown shown{Shown::Kind::facilities};
    for (const auto& found : finds.items) shown.ids.push_back(found.facility->facility_id);
    shown.focus = finds.told.value_or(0);
    return shown;
}

// The second one is told alone, but the third can be asked about, and 「ほかには？」 goes on behind it.
void tell_only(FacilityFinds& finds, const std::optional<int>& ordinal) {
    if (!ordinal) return;
    finds.told = meant_of(shown_of(finds), ordinal);
    if (finds.told) finds.window.told = *finds.told + 1;
}

Shown shown_of(const NearbyFinds& shops) {
    Shown shown{Shown::Kind::shops};
    for (const auto& found : shops.shops) shown.ids.push_back(found.shop->shop_id);
    return shown;
}

Remembered to_remember(const FacilityQuestion& question, const FacilityFinds& finds, const NearbyFinds& shops) {
    Remembered remembered;
    remembered.place = question.place;
    remembered.wishes.tokuten = question.services;
    remembered.wishes.open_now = question.open_now;
    if (finds.items.empty() && !shops.shops.empty()) {
        remembered.window = shops.window;
        remembered.shown = shown_of(shops);
        return remembered;
    }
    remembered.facilities = question.kinds;
    remembered.window = finds.items.empty() ? question.window : finds.window;
    remembered.shown = shown_of(finds);
    return remembered;
}

// Shops that offer what was asked for, when no kind of facility was named.
NearbyFinds shops_beside(const catalog::Snapshot& snapshot, const FacilityQuestion& question, WallTime now) {
    if (!question.kinds.empty() || question.services.empty() || question.ordinal || question.window.skip > 0) return {};
    Wishes wishes;
    wishes.tokuten = question.services;
    wishes.open_now = question.open_now;
    auto finds = search_nearby(snapshot, question.place.position, wishes, {question.window.radius_m, 0, 0}, now);
    if (finds.shops.size() > kMostShopsBeside) finds.shops.resize(kMostShopsBeside);
    finds.window.told = finds.shops.size();
    return finds;
}

std::vector<std::string> other_kinds(const catalog::Snapshot& snapshot, const FacilityQuestion& question) {
    constexpr std::size_t kMostKinds = 3;
    std::vector<std::string> chips;
    for (const auto* code : snapshot.codes().of_kind("facility")) {
        const bool asked = std::find(question.kinds.begin(), question.kinds.end(), code->name) != question.kinds.end();
        if (asked || code->code == "other" || chips.size() == kMostKinds) continue;
        chips.push_back(question.place.source == "visitor" ? "この近くの" + code->name + "は？"
                                                           : question.place.name + "の近くの" + code->name + "は？");
    }
    return chips;
}

FulfilmentReply answer(const catalog::Snapshot& snapshot, const FacilityQuestion& question, WallTime now) {
    auto finds = search(snapshot, question, now);
    tell_only(finds, question.ordinal);
    const auto shops = shops_beside(snapshot, question, now);
    FulfilmentReply reply;
    std::string text;
    if (!finds.items.empty()) text = found_text(snapshot, question, finds, now);
    else if (shops.shops.empty())
        text = question.place.name + "から" + readable_radius(kRadiusSteps.back()) + "には、" + wanted(question) +
               (question.window.skip > 0 ? "がもうありません。" : "が見つかりませんでした。") +
               "ほかの場所や施設でもお調べできます。";
    if (!shops.shops.empty())
        text += joined(question.services) + "のあるお店も、" + readable_radius(shops.window.radius_m) + "に" +
                std::to_string(shops.total) + "件あります。";
    reply.say(text);
    const auto told = finds.told ? std::vector{finds.items[*finds.told]} : finds.items;
    for (const auto& found : told)
        reply.facilities.push_back(
            facility_json(snapshot, *found.facility, {now, found.distance_m, walk_from(question.place)}));
    for (const auto& found : shops.shops)
        reply.shops.push_back(shop_json(snapshot, *found.shop, {now, found.distance_m, walk_from(question.place)}));
    std::vector<std::string> chips;
    if (!question.ordinal && finds.window.skip + finds.items.size() < finds.total) chips.emplace_back("ほかには？");
    if (finds.items.empty() || chips.empty())
        for (auto& chip : other_kinds(snapshot, question)) chips.push_back(std::move(chip));
    reply.offer(chips);
    if (finds.items.empty() && shops.shops.empty()) reply.link("お店の一覧からさがす", "/shops");
    reply.places.push_back(question.place);
    reply.contexts = contexts_to_remember(to_remember(question, finds, shops));
    return reply;
}

}  // namespace

FulfilmentReply facility_answer(const catalog::Snapshot& snapshot, const ChatPlace& place,
                                const FulfilmentRequest& request, WallTime now) {
    FacilityQuestion question{place, request.facilities, request.wishes.tokuten, request.wishes.open_now};
    // "The second one" after "there" picks the place, not the facility.
    if (!request.there) question.ordinal = request.ordinal;
    for (const std::string_view nearest : {"一番近", "いちばん近", "最寄", "もより"})
        if (request.query_text.find(nearest) != std::string::npos) question.ordinal = 1;
    return answer(snapshot, question, now);
}

FulfilmentReply refined_facility_answer(const catalog::Snapshot& snapshot, const Remembered& remembered,
                                        const FulfilmentRequest& request, WallTime now) {
    FacilityQuestion question{*remembered.place, remembered.facilities, remembered.wishes.tokuten,
                              remembered.wishes.open_now || request.wishes.open_now};
    for (const auto& name : request.wishes.tokuten)
        if (std::find(question.services.begin(), question.services.end(), name) == question.services.end())
            question.services.push_back(name);
    question.window = stepped(remembered.window, request.step);
    return answer(snapshot, question, now);
}

FulfilmentReply which_facility_answer(const catalog::Snapshot& snapshot) {
    constexpr std::size_t kMostKinds = 5;
    FulfilmentReply reply;
    reply.say("どんな施設をおさがしですか。");
    for (const auto* code : snapshot.codes().of_kind("facility"))
        if (reply.suggestions.size() < kMostKinds) reply.suggestions.push_back("近くの" + code->name);
    reply.offer(reply.suggestions);
    return reply;
}

}  // namespace hub::chat
