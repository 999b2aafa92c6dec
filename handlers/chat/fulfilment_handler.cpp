#include "handlers/chat/fulfilment_handler.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/chat/nearby_answer.hpp"
#include "handlers/chat/shop_detail_answer.hpp"
#include "handlers/chat/whereabouts.hpp"

namespace hub::chat {
namespace {

// Maps gets this long at most, and never the last bit of the deadline: the answer that says "Maps is away" must still
// be in time.
constexpr std::chrono::milliseconds kLongestLookup{1800};
constexpr std::chrono::milliseconds kKeptForTheAnswer{200};

std::optional<ChatPlace> first_place(const SharedText& reply, const std::string& asked) {
    if (!reply) return std::nullopt;
    const auto document = json::Document::parse(*reply);
    const auto places = document ? document->root().find("places") : std::nullopt;
    for (const auto& place : places ? places->elements() : std::vector<json::Value>{}) {
        const auto lat = place.number("lat");
        const auto lng = place.number("lng");
        if (!lat || !lng || !catalog::is_valid({*lat, *lng})) continue;
        const auto name = place.string("name").value_or("");
        return ChatPlace{name.empty() ? asked : std::string(name), {*lat, *lng},
                         std::string(place.string("kind").value_or("place")),
                         std::string(place.string("source").value_or("google"))};
    }
    return std::nullopt;
}

// "Near the … restaurant": a shop of exactly this name is a place too.
std::optional<ChatPlace> shop_as_place(const catalog::Snapshot& snapshot, const std::string& name) {
    const auto shops = snapshot.shops_named(name, 1);
    if (shops.empty() || !shops.front()->position) return std::nullopt;
    const auto& shop = *shops.front();
    if (catalog::fold_name(shop.name) != catalog::fold_name(name)) return std::nullopt;
    return ChatPlace{shop.name, *shop.position, "shop", "catalog"};
}

}  // namespace

boost::asio::awaitable<Result<SharedText>> FulfilmentHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto request = read_fulfilment_request(document->root());
    if (!request) co_return request.error();

    FulfilmentReply reply;
    if (request->action == "shop.detail") {
        reply = shop_detail_answer(*catalog_.current(), *request);
    } else if (request->action == "benefit.refine" && request->remembered && request->place.empty()) {
        reply = refined_answer(*catalog_.current(), *request->remembered, request->wishes);
    } else if (request->action == "benefit.nearby" || request->action == "benefit.refine") {
        reply = co_await nearby(message, *request, deadline);
    } else {
        co_return Error{ErrorKind::permanent, "chat.action_unknown", "no fulfilment for action " + request->action};
    }
    co_return std::make_shared<const std::string>(reply.to_json());
}

boost::asio::awaitable<FulfilmentReply> FulfilmentHandler::nearby(Message message, FulfilmentRequest request,
                                                                  Deadline deadline) {
    const auto snapshot = catalog_.current();
    const auto whereabouts = find_whereabouts(snapshot->gazetteer(), request);
    switch (whereabouts.kind) {
        case Whereabouts::Kind::found:
            co_return nearby_answer(*snapshot, *whereabouts.place, request.wishes, whereabouts.others);
        case Whereabouts::Kind::not_said: co_return which_place_answer(false);
        case Whereabouts::Kind::position_missing: co_return which_place_answer(true);
        case Whereabouts::Kind::ask_maps: break;
    }
    if (const auto shop = shop_as_place(*snapshot, whereabouts.asked))
        co_return nearby_answer(*snapshot, *shop, request.wishes, {});
    auto reply = co_await looked_up(message, whereabouts.asked, request.wishes, deadline);
    co_return reply;
}

boost::asio::awaitable<FulfilmentReply> FulfilmentHandler::looked_up(Message message, std::string asked, Wishes wishes,
                                                                     Deadline deadline) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", asked);
    writer.end_object();
    Message question = make_message_from(message, clock_, "/handlers/chat", "place.lookup", writer.take());
    const Deadline kept(deadline.at() - kKeptForTheAnswer);
    const Deadline lookup_deadline = kept.at_most(clock_, kLongestLookup);
    const Result<SharedText> found = co_await router_.ask(std::move(question), lookup_deadline);

    const auto snapshot = catalog_.current();
    if (!found) co_return maps_away_answer(*snapshot, asked, wishes);
    const auto place = first_place(*found, asked);
    if (!place) co_return unknown_place_answer(*snapshot, asked, wishes);
    co_return nearby_answer(*snapshot, *place, wishes, {});
}

}  // namespace hub::chat
