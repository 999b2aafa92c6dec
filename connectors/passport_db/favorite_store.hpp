#pragma once

#include "handlers/members/favorite_store.hpp"

namespace hub::passport_db {

// hub::members::FavoriteStore on the table users_favorite: one prepared statement for each function.
class FavoriteStore final : public members::FavoriteStore {
public:
    // Writes changes of which no two are of the same member. What became of each, in their order: success, or conflict
    // "favorites.full".
    // A member or a shop that does not exist is refused by the database: it throws, and nothing is written.
    std::vector<Result<void>> set(UnitOfWork& unit_of_work, const std::vector<members::FavoriteChange>& changes,
                                  WallTime now);
    bool has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) override;
    std::vector<members::Favorite> list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                        const std::optional<members::Favorite>& after, int most) override;
};

}  // namespace hub::passport_db
