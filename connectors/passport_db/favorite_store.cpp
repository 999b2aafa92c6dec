#include "connectors/passport_db/favorite_store.hpp"

#include <set>

#include <pqxx/pqxx>

#include "connectors/passport_db/row_values.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// In the order of the members, so that two who write at the same time wait for each other one way only.
constexpr auto kSet = R"(
    WITH wanted AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::boolean[]) AS w (user_id, shop_id, favorite)),
    own AS (SELECT w.user_id, w.shop_id, count(f.shop_id) AS favorites,
                   coalesce(bool_or(f.shop_id = w.shop_id), false) AS there
            FROM wanted w LEFT JOIN users_favorite f ON f.user_id = w.user_id
            WHERE w.favorite GROUP BY w.user_id, w.shop_id),
    added AS (INSERT INTO users_favorite (user_id, shop_id, created_at)
              SELECT user_id, shop_id, $4::timestamptz FROM own WHERE NOT there AND favorites < $5 ORDER BY user_id
              ON CONFLICT DO NOTHING),
    removed AS (DELETE FROM users_favorite f USING wanted w
                WHERE NOT w.favorite AND f.user_id = w.user_id AND f.shop_id = w.shop_id)
    SELECT user_id FROM own WHERE NOT there AND favorites >= $5)";

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

Error too_many() {
    return {ErrorKind::conflict, "favorites.full",
            "お気に入りは" + std::to_string(members::kMostFavorites) +
                "件までです。いくつか外してから、もう一度お試しください。"};
}

// A session is remembered for some moments, and the catalog is some behind: the member or the shop may be gone.
Error refusal_of(const pqxx::foreign_key_violation& violation) {
    if (std::string_view(violation.what()).find("users_favorite_user_id_fkey") != std::string_view::npos)
        return accounts::session_missing();
    return {ErrorKind::not_found, "shop.not_found", "このお店は見つかりませんでした。"};
}

}  // namespace

Result<std::vector<Result<void>>> FavoriteStore::set_all(UnitOfWork& unit_of_work,
                                                         const std::vector<members::FavoriteChange>& changes,
                                                         WallTime now) {
    std::vector<std::string> users, shops, favorites;
    for (const auto& change : changes) {
        users.push_back(std::to_string(change.user_id));
        shops.push_back(std::to_string(change.shop_id));
        favorites.push_back(change.favorite ? "true" : "false");
    }
    std::set<std::int64_t> full;
    try {
        for (const auto& row : run(unit_of_work, "favorite_set", kSet, array_of(users), array_of(shops),
                                   array_of(favorites), to_rfc3339(now), members::kMostFavorites))
            full.insert(row[0].as<std::int64_t>());
    } catch (const pqxx::foreign_key_violation& violation) {
        return refusal_of(violation);
    }
    std::vector<Result<void>> outcomes;
    for (const auto& change : changes)
        outcomes.push_back(full.contains(change.user_id) ? Result<void>(too_many()) : Result<void>::success());
    return outcomes;
}

Result<void> FavoriteStore::set(UnitOfWork& unit_of_work, members::FavoriteChange change, WallTime now) {
    const auto outcomes = set_all(unit_of_work, {change}, now);
    return outcomes ? outcomes->front() : Result<void>(outcomes.error());
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
