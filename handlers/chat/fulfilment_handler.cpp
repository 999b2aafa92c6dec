#include "handlers/chat/fulfilment_handler.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/chat/faq_answer.hpp"
#include "handlers/chat/place_question.hpp"
#include "handlers/chat/shop_detail_answer.hpp"
#include "handlers/chat/unknown_answer.hpp"
#include "handlers/chat/whereabouts.hpp"

namespace hub::chat {
namespace {

// Maps gets this long at most, and never the last bit of the deadline: the answer that says "Maps is away" must still
// be in time.
constexpr std::chrono::milliseconds kLongestLookup{1800};
constexpr std::chrono::milliseconds kKeptForTheAnswer{200};
constexpr std::size_t kLongestName = 60;  // code points of a place's name

std::optional<ChatPlace> first_place(const SharedText& reply, const std::string& asked) {
    if (!reply) return std::nullopt;
    const auto document = json::Document::parse(*reply);
    const auto places = document ? document->root().find("places") : std::nullopt;
    for (const auto& place : places ? places->elements() : std::vector<json::Value>{}) {
        const auto lat = place.number("lat");
        const auto lng = place.number("lng");
        if (!lat || !lng || !catalog::is_valid({*lat, *lng})) continue;
        const auto name = place.string("name").value_or("");
        return ChatPlace{catalog::shortened(name.empty() ? asked : name, kLongestName),
                         {*lat, *lng},
                         std::string(place.string("kind").value_or("place")),
                         std::string(place.string("source").value_or("google"))};
    }
    return std::nullopt;
}

// What needs neither a place nor anybody else.
std::optional<FulfilmentReply> answer_at_once(const catalog::Snapshot& snapshot, const FulfilmentRequest& request,
                                              const Office& office, WallTime now) {
    // To an agent that takes any name for a shop's, 事務局の電話番号は？ asks about a shop.
    if (request.action == "office.handover" || request.shop_name == "事務局") return office_answer(office, now);
    if (request.action == "shop.detail") return shop_detail_answer(snapshot, request, now);
    if (request.action == "faq.answer") return faq_answer(snapshot, request);
    if (request.action == "input.unknown") return unknown_answer(snapshot, request);
    return std::nullopt;
}

}  // namespace

boost::asio::awaitable<Result<SharedText>> FulfilmentHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto request = read_fulfilment_request(document->root());
    if (!request) co_return request.error();

    const auto snapshot = catalog_.current();
    auto reply = answer_at_once(*snapshot, *request, office_, clock_.wall());
    if (!reply && !asks_around_a_place(request->action))
        co_return Error{ErrorKind::permanent, "chat.action_unknown", "no fulfilment for action " + request->action};
    if (!reply) reply = co_await somewhere(message, with_memory(*request), deadline);
    co_return std::make_shared<const std::string>(reply->to_json());
}

boost::asio::awaitable<FulfilmentReply> FulfilmentHandler::somewhere(Message message, FulfilmentRequest request,
                                                                     Deadline deadline) {
    const auto snapshot = catalog_.current();
    const auto now = clock_.wall();
    if (auto reply = answer_in_place(*snapshot, request, now)) co_return std::move(*reply);
    const auto whereabouts = find_whereabouts(*snapshot, request);
    switch (whereabouts.kind) {
        case Whereabouts::Kind::found:
            co_return answer_around(*snapshot, *whereabouts.place, whereabouts.others, request, now);
        case Whereabouts::Kind::ambiguous: co_return which_of_places_answer(whereabouts, asking_of(request));
        case Whereabouts::Kind::not_said:
        case Whereabouts::Kind::position_missing:
        case Whereabouts::Kind::nothing_shown:
            co_return answer_without_place(*snapshot, whereabouts.kind, request, now);
        case Whereabouts::Kind::ask_maps: break;
    }
    if (const auto place = known_as_place(*snapshot, whereabouts.asked))
        co_return answer_around(*snapshot, *place, {}, request, now);
    auto reply = co_await looked_up(message, std::move(request), whereabouts.asked, deadline);
    co_return reply;
}

boost::asio::awaitable<FulfilmentReply> FulfilmentHandler::looked_up(Message message, FulfilmentRequest request,
                                                                     std::string asked, Deadline deadline) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", asked);
    writer.end_object();
    Message question = make_message_from(message, clock_, "/handlers/chat", "place.lookup", writer.take());
    const Deadline kept(deadline.at() - kKeptForTheAnswer);
    const Deadline lookup_deadline = kept.at_most(clock_, kLongestLookup);
    const Result<SharedText> found = co_await router_.ask(std::move(question), lookup_deadline);

    const auto snapshot = catalog_.current();
    if (!found) co_return maps_away_answer(*snapshot, asked, asking_of(request));
    const auto place = first_place(*found, asked);
    if (!place) co_return unknown_place_answer(*snapshot, asked, asking_of(request));
    co_return answer_around(*snapshot, *place, {}, request, clock_.wall());
}

}  // namespace hub::chat
