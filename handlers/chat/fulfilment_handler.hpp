#pragma once

#include "handlers/catalog/snapshot_holder.hpp"
#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/office_answer.hpp"
#include "handlers/chat/reply.hpp"
#include "router/core/handler.hpp"

namespace hub::chat {

// chat.fulfilment: what an agent (Dialogflow through its webhook, or the local one) asks the hub to find out.
// Actions benefit.nearby, benefit.refine, facility.nearby, event.find, shop.detail, faq.answer, office.handover and
// input.unknown; `permanent` "chat.action_unknown" for others.
// The reply is smaller than 32 KiB. Asks the router only place.lookup, and only for places the catalog does not know.
class FulfilmentHandler final : public Handler {
public:
    // The references must outlive it.
    FulfilmentHandler(const catalog::SnapshotHolder& catalog, Router& router, const Clock& clock, Office office)
        : catalog_(catalog), router_(router), clock_(clock), office_(std::move(office)) {}

    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    boost::asio::awaitable<FulfilmentReply> somewhere(Message message, FulfilmentRequest request, Deadline deadline);
    boost::asio::awaitable<FulfilmentReply> looked_up(Message message, FulfilmentRequest request, std::string asked,
                                                      Deadline deadline);

    const catalog::SnapshotHolder& catalog_;
    Router& router_;
    const Clock& clock_;
    const Office office_;
};

}  // namespace hub::chat
