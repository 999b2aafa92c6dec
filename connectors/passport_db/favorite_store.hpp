#pragma once

#include "handlers/members/favorite_store.hpp"

namespace hub::passport_db {

// hub::members::FavoriteStore on the table users_favorite: one prepared statement for each function.
class FavoriteStore final : public members::FavoriteStore {
public:
    // Writes changes of which no two are of the same member, by one statement. What became of each, in their order:
    // success, or conflict "favorites.full". Errors, after which nothing is written: those of a member or a shop that
    // does not exist.
    Result<std::vector<Result<void>>> set_all(UnitOfWork& unit_of_work,
                                              const std::vector<members::FavoriteChange>& changes, WallTime now);
    Result<void> set(UnitOfWork& unit_of_work, members::FavoriteChange change, WallTime now) override;
    bool has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) override;
    std::vector<members::Favorite> list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                        const std::optional<members::Favorite>& after, int most) override;
};

}  // namespace hub::passport_db
