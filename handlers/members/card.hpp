#pragma once

#include "handlers/members/card_rules.hpp"
#include "handlers/members/card_signer.hpp"
#include "handlers/members/record_services.hpp"

// The passport card of a member, and what a shop checks of it.
namespace hub::members {

// What the rules about cards work with. References outlive the handlers.
struct CardServices {
    RecordServices& own;
    CardRules rules;
    CardSigner signer;
};

// A rule about cards. The services must outlive it.
class CardServiceHandler : public Handler {
public:
    explicit CardServiceHandler(CardServices& services) : services_(services) {}

protected:
    CardServices& services_;
};

// member.card {}: {"number", "programme", "state": valid, ended or not_entitled, "valid_until" unless not entitled,
// "code" when valid}. The number is given when the card is first looked at, and stays.
class CardHandler final : public CardServiceHandler {
public:
    using CardServiceHandler::CardServiceHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// card.check {"code"}: {"state": valid, ended or forged, and unless forged "number", "programme", "valid_until"}. A
// number that was typed in its place is "number_only", with "number", or "mistyped": its check digits tell slips of the
// hand, and nothing of a card; "unchecked" when it may be one of today's system, which has none we know. What the page
// /verify finds out by itself too.
class CardCheckHandler final : public CardServiceHandler {
public:
    using CardServiceHandler::CardServiceHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// card.key {}: {"public_key"}: with which anybody can check codes.
class CardKeyHandler final : public CardServiceHandler {
public:
    using CardServiceHandler::CardServiceHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::members
