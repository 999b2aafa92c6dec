#pragma once

#include "handlers/members/favorite_store.hpp"

namespace hub::passport_db {

// hub::members::FavoriteStore on the table users_favorite: one prepared statement for each function.
class FavoriteStore final : public members::FavoriteStore {
public:
    Result<void> add(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id, WallTime now) override;
    void remove(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) override;
    bool has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) override;
    std::vector<members::Favorite> list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                        const std::optional<members::Favorite>& after, int most) override;
};

}  // namespace hub::passport_db
