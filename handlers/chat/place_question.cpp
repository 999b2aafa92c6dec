#include "handlers/chat/place_question.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/event_answer.hpp"
#include "handlers/chat/facility_answer.hpp"
#include "handlers/chat/nearby_answer.hpp"

namespace hub::chat {
namespace {

constexpr std::string_view kNearby = "benefit.nearby";
constexpr std::string_view kRefine = "benefit.refine";
constexpr std::string_view kFacility = "facility.nearby";
constexpr std::string_view kEvent = "event.find";

bool names_a_place(const FulfilmentRequest& request) { return !request.place.empty() || request.here || request.there; }

}  // namespace

bool asks_around_a_place(std::string_view action) {
    return action == kNearby || action == kRefine || action == kFacility || action == kEvent;
}

FulfilmentRequest with_memory(FulfilmentRequest request) {
    if (request.action != kRefine || !request.remembered) return request;
    const auto& remembered = *request.remembered;
    const bool about_shops = !request.wishes.genre.empty();
    if (remembered.shown.kind == Shown::Kind::facilities && !about_shops) {
        request.action = kFacility;
        if (request.facilities.empty()) request.facilities = remembered.facilities;
        if (request.wishes.tokuten.empty()) request.wishes.tokuten = remembered.wishes.tokuten;
    } else if (remembered.shown.kind == Shown::Kind::events && !about_shops && request.wishes.empty()) {
        request.action = kEvent;
        if (!request.days) request.days = remembered.days;
        request.free = request.free || remembered.free;
    } else if (names_a_place(request) && request.wishes.empty()) {
        request.wishes = remembered.wishes;
    }
    return request;
}

std::optional<FulfilmentReply> answer_in_place(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                                               WallTime now) {
    if (request.action == kFacility && request.facilities.empty() && request.wishes.tokuten.empty() &&
        request.step == Step::none)
        return which_facility_answer(snapshot);
    if (!request.remembered || names_a_place(request)) return std::nullopt;
    const auto& remembered = *request.remembered;
    if (request.action == kEvent && request.step == Step::more && remembered.days)
        return more_events_answer(snapshot, remembered, now);
    if (!remembered.place) return std::nullopt;
    if (request.action == kFacility && request.step != Step::none && remembered.shown.kind == Shown::Kind::facilities)
        return refined_facility_answer(snapshot, remembered, request, now);
    if (request.action == kRefine) return refined_answer(snapshot, remembered, request, now);
    return std::nullopt;
}

FulfilmentReply answer_around(const catalog::Snapshot& snapshot, const ChatPlace& place,
                              const std::vector<std::string>& others, const FulfilmentRequest& request, WallTime now) {
    if (request.action == kFacility) return facility_answer(snapshot, place, request, now);
    if (request.action == kEvent) return event_answer(snapshot, place, request, now);
    auto shops = nearby_answer(snapshot, {place, request.wishes, {}, others, request.child_months}, now);
    // 授乳室 may be asked for as if shops had them all: where none has, a facility will do.
    if (!shops.shops.empty() || request.wishes.tokuten.empty() || !request.wishes.genre.empty()) return shops;
    auto facilities = facility_answer(snapshot, place, request, now);
    return facilities.facilities.empty() ? shops : facilities;
}

FulfilmentReply answer_without_place(const catalog::Snapshot& snapshot, Whereabouts::Kind kind,
                                     const FulfilmentRequest& request, WallTime now) {
    if (request.action == kEvent && kind == Whereabouts::Kind::not_said)
        return event_answer(snapshot, std::nullopt, request, now);
    return which_place_answer(kind, asking_of(request));
}

Asking asking_of(const FulfilmentRequest& request) {
    Asking asking{request.wishes};
    asking.events = request.action == kEvent;
    if (request.action == kFacility)
        asking.facilities = request.facilities.empty() ? request.wishes.tokuten : request.facilities;
    return asking;
}

std::optional<ChatPlace> known_as_place(const catalog::Snapshot& snapshot, const std::string& name) {
    const auto wanted = catalog::fold_name(name);
    for (const auto* shop : snapshot.shops_named(name, 1))
        if (shop->position && catalog::fold_name(shop->name) == wanted)
            return ChatPlace{shop->name, *shop->position, "shop", "catalog"};
    for (const auto* facility : snapshot.facilities().named(name, 1))
        if (facility->position && catalog::fold_name(facility->name) == wanted)
            return ChatPlace{facility->name, *facility->position, "facility", "catalog"};
    return std::nullopt;
}

}  // namespace hub::chat
