#pragma once

#include "handlers/accounts/account_services.hpp"
#include "handlers/accounts/keyed_changes.hpp"
#include "handlers/catalog/snapshot_holder.hpp"
#include "handlers/members/favorite_store.hpp"
#include "router/core/form_check.hpp"

// A member's favourite shops.
namespace hub::members {

// What the rules about favourites work with. References outlive the handlers.
struct FavoriteServices {
    accounts::AccountServices& accounts;
    FavoriteStore& favorites;
    FavoriteChanges& favorite_changes;
    const catalog::SnapshotHolder& catalog;
    accounts::KeyedChanges& changes;
};

// A rule about favourites. The services must outlive it.
class FavoriteHandler : public Handler {
public:
    explicit FavoriteHandler(FavoriteServices& services) : services_(services) {}

protected:
    FavoriteServices& services_;
};

// member.set_favorite {"shop_id", "favorite": true or false}: {"shop_id", "favorite"}. Asking for what is so already
// changes nothing. A shop that is not public can only stop being one. Errors: not_found "shop.not_found", conflict
// "favorites.full".
class SetFavoriteHandler final : public FavoriteHandler {
public:
    using FavoriteHandler::FavoriteHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    boost::asio::awaitable<Result<void>> set(Result<FavoriteChange> wanted, Message message, accounts::Account member,
                                             Deadline deadline);
};

// member.favorite {"shop_id"}: {"shop_id", "favorite"}.
class GetFavoriteHandler final : public FavoriteHandler {
public:
    using FavoriteHandler::FavoriteHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.favorites {"limit": 20, "cursor"}: {"items": [{"shop_id", "since", "gone", "shop": as shop.get has it, unless
// it is gone}], "next_cursor": text or null}, the latest first. What becomes a favourite while somebody turns the pages
// moves nothing.
class FavoriteListHandler final : public FavoriteHandler, public FormCheck {
public:
    using FavoriteHandler::FavoriteHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::members
