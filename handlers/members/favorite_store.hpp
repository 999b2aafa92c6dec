#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about favourite shops need of a database.
namespace hub::members {

inline constexpr int kMostFavorites = 500;  // of one member

struct Favorite {
    std::int64_t shop_id = 0;
    WallTime since{};
};

struct FavoriteChange {
    std::int64_t user_id = 0;
    std::int64_t shop_id = 0;
    bool favorite = false;
};

// Changes favourites. Changes of several members that come at the same time are written together.
class FavoriteChanges {
public:
    virtual ~FavoriteChanges() = default;

    // Afterwards the shop is a favourite, or none; what is so already does not change, nor since when. Errors: conflict
    // "favorites.full" (kMostFavorites; those set in the same moment may be a few more), not_found "shop.not_found",
    // unauthenticated "session.missing" when the member is gone, those of Transactions::run().
    virtual boost::asio::awaitable<Result<void>> set(FavoriteChange change, Deadline deadline) = 0;
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class FavoriteStore {
public:
    virtual ~FavoriteStore() = default;

    // What FavoriteChanges::set() does, in a transaction of the caller's; the same errors.
    virtual Result<void> set(UnitOfWork& unit_of_work, FavoriteChange change, WallTime now) = 0;

    virtual bool has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) = 0;

    // At most `most`, the latest first, of those before `after` in that order, if there is one.
    virtual std::vector<Favorite> list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                       const std::optional<Favorite>& after, int most) = 0;
};

}  // namespace hub::members
