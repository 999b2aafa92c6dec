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

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class FavoriteStore {
public:
    virtual ~FavoriteStore() = default;

    // Makes a shop a favourite; that it is one already changes nothing, nor when it became one. Errors: conflict
    // "favorites.full" (kMostFavorites; those set in the same moment may be a few more), not_found "shop.not_found".
    virtual Result<void> add(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id, WallTime now) = 0;
    // Afterwards it is none, whether it was one or not.
    virtual void remove(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) = 0;
    virtual bool has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) = 0;

    // At most `most`, the latest first, of those before `after` in that order, if there is one.
    virtual std::vector<Favorite> list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                       const std::optional<Favorite>& after, int most) = 0;
};

}  // namespace hub::members
