#include "connectors/passport_db/favorite_store.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kAdd = R"(
    WITH own AS (SELECT count(*) AS favorites, coalesce(bool_or(shop_id = $2), false) AS there
                 FROM users_favorite WHERE user_id = $1),
    added AS (INSERT INTO users_favorite (user_id, shop_id, created_at)
              SELECT $1, $2, $3::timestamptz FROM own WHERE NOT there AND favorites < $4
              ON CONFLICT DO NOTHING)
    SELECT there OR favorites < $4 FROM own)";

constexpr auto kRemove = "DELETE FROM users_favorite WHERE user_id = $1 AND shop_id = $2";

constexpr auto kHas = "SELECT EXISTS (SELECT FROM users_favorite WHERE user_id = $1 AND shop_id = $2)";

// After the last of the page before, whatever has come in front of it.
constexpr auto kList = R"(
    SELECT shop_id, (extract(epoch FROM created_at) * 1000000)::bigint FROM users_favorite
    WHERE user_id = $1 AND (created_at, shop_id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3)
    ORDER BY created_at DESC, shop_id DESC LIMIT $4)";

constexpr std::int64_t kBeyondAllTimes = 4'000'000'000'000'000;

// `name` stands for this `sql` alone; PostgreSQL parses and plans it once per connection.
template <typename... Arguments>
pqxx::result run(UnitOfWork& unit_of_work, const char* name, const char* sql, Arguments... arguments) {
    auto& transaction = runtime::native(unit_of_work);
    transaction.conn().prepare(name, sql);
    return transaction.exec_prepared(name, arguments...);
}

}  // namespace

Result<void> FavoriteStore::add(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id, WallTime now) {
    try {
        const auto rows =
            run(unit_of_work, "favorite_add", kAdd, user_id, shop_id, to_rfc3339(now), members::kMostFavorites);
        if (rows[0][0].as<bool>()) return Result<void>::success();
    } catch (const pqxx::foreign_key_violation& violation) {
        // A session is remembered for some moments, and the catalog is some behind.
        if (std::string_view(violation.what()).find("users_favorite_user_id_fkey") != std::string_view::npos)
            return accounts::session_missing();
        return Error{ErrorKind::not_found, "shop.not_found", "このお店は見つかりませんでした。"};
    }
    return Error{ErrorKind::conflict, "favorites.full",
                 "お気に入りは" + std::to_string(members::kMostFavorites) +
                     "件までです。いくつか外してから、もう一度お試しください。"};
}

void FavoriteStore::remove(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) {
    run(unit_of_work, "favorite_remove", kRemove, user_id, shop_id);
}

bool FavoriteStore::has(UnitOfWork& unit_of_work, std::int64_t user_id, std::int64_t shop_id) {
    return run(unit_of_work, "favorite_has", kHas, user_id, shop_id)[0][0].as<bool>();
}

std::vector<members::Favorite> FavoriteStore::list(UnitOfWork& unit_of_work, std::int64_t user_id,
                                                   const std::optional<members::Favorite>& after, int most) {
    const auto before =
        after ? std::chrono::duration_cast<std::chrono::microseconds>(after->since.time_since_epoch()).count()
              : kBeyondAllTimes;
    std::vector<members::Favorite> all;
    for (const auto& row : run(unit_of_work, "favorite_list", kList, user_id, before, after ? after->shop_id : 0, most))
        all.push_back({row[0].as<std::int64_t>(), wall_time(row[1].as<std::int64_t>())});
    return all;
}

}  // namespace hub::passport_db
