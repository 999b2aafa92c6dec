#include "handlers/members/favorites.hpp"

#include <algorithm>

#include "tests/support/remembered_answers.hpp"
#include "tests/unit/accounts/account_fixture.hpp"

namespace hub::members {
namespace {

// Favourites of one member in memory, the latest first.
class MemoryFavorites final : public FavoriteStore, public FavoriteChanges {
public:
    explicit MemoryFavorites(const Clock& clock) : clock_(clock) {}
    boost::asio::awaitable<Result<void>> set(FavoriteChange change, Deadline) override {
        co_return set(change, clock_.wall());
    }
    Result<void> set(UnitOfWork&, FavoriteChange change, WallTime now) override { return set(change, now); }
    bool has(UnitOfWork&, std::int64_t, std::int64_t shop_id) override { return has(shop_id); }
    std::vector<Favorite> list(UnitOfWork&, std::int64_t, const std::optional<Favorite>& after, int most) override {
        std::vector<Favorite> found;
        for (const auto& each : all)
            if ((!after || std::pair(each.since, each.shop_id) < std::pair(after->since, after->shop_id)) &&
                found.size() < static_cast<std::size_t>(most))
                found.push_back(each);
        return found;
    }
    bool full = false;
    std::vector<Favorite> all;

private:
    Result<void> set(FavoriteChange change, WallTime now) {
        const bool there = has(change.shop_id);
        if (change.favorite && !there && full) return Error{ErrorKind::conflict, "favorites.full", "full"};
        if (change.favorite && !there) all.insert(all.begin(), {change.shop_id, now});
        if (!change.favorite) std::erase_if(all, [&](const Favorite& each) { return each.shop_id == change.shop_id; });
        return Result<void>::success();
    }
    bool has(std::int64_t shop_id) const {
        return std::any_of(all.begin(), all.end(), [&](const Favorite& each) { return each.shop_id == shop_id; });
    }
    const Clock& clock_;
};

using Shops = std::vector<std::int64_t>;

class FavoritesTest : public accounts::AccountTest {
protected:
    FavoritesTest() {
        catalog::CatalogData data;
        for (std::int64_t shop_id = 1; shop_id <= 5; ++shop_id) {
            catalog::ShopRow shop;
            shop.shop_id = shop_id;
            shop.name = "店" + std::to_string(shop_id);
            data.shops.push_back(std::move(shop));
        }
        catalog.replace(catalog::Snapshot::build(std::move(data)));
        const auto digest = accounts::digest_of(session);
        store.sessions[digest] = {digest, {accounts::AccountKind::member, 7}, accounts::Role::member, {}, {}};
    }
    std::string set(int shop_id, bool favorite) {
        clock.advance(std::chrono::milliseconds(1));
        return text(ask(
            setting, R"({"shop_id":)" + std::to_string(shop_id) + R"(,"favorite":)" + (favorite ? "true}" : "false}"),
            session));
    }
    std::string set_under(const std::string& key, int shop_id) {
        auto message = make_message(clock, "/portal", "member.set_favorite",
                                    R"({"shop_id":)" + std::to_string(shop_id) + R"(,"favorite":true})");
        message.extensions[accounts::kSession] = session;
        message.extensions[kChangeKey] = key;
        return text(
            test::run_awaitable(setting.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(5)))));
    }
    // The shops of a page, and its cursor.
    std::vector<std::int64_t> page(const std::string& cursor, std::string* next = nullptr) {
        const auto data = cursor.empty() ? R"({"limit":2})" : R"({"limit":2,"cursor":")" + cursor + "\"}";
        const auto reply = ask(listing, data, session);
        std::vector<std::int64_t> shops;
        const auto document = json::Document::parse(text(reply));
        for (const auto& item : document->root().find("items")->elements())
            shops.push_back(item.integer("shop_id").value());
        if (next) *next = document->root().string("next_cursor").value_or("");
        return shops;
    }
    const std::string session = std::string(43, 's');
    MemoryFavorites favorites{clock};
    catalog::SnapshotHolder catalog;
    test::RememberedAnswers answers;
    accounts::KeyedChanges changes{transactions, answers};
    FavoriteServices favorite_services{services, favorites, favorites, catalog, changes};
    SetFavoriteHandler setting{favorite_services};
    GetFavoriteHandler getting{favorite_services};
    FavoriteListHandler listing{favorite_services};
};

TEST_F(FavoritesTest, are_set_and_taken_away_as_often_as_somebody_asks) {
    EXPECT_EQ(set(1, true), R"({"shop_id":1,"favorite":true})");
    EXPECT_EQ(set(1, true), R"({"shop_id":1,"favorite":true})");
    EXPECT_EQ(favorites.all.size(), 1u);
    EXPECT_EQ(text(ask(getting, R"({"shop_id":1})", session)), R"({"shop_id":1,"favorite":true})");
    EXPECT_EQ(set(1, false), R"({"shop_id":1,"favorite":false})");
    EXPECT_EQ(set(1, false), R"({"shop_id":1,"favorite":false})");
    EXPECT_EQ(text(ask(getting, R"({"shop_id":1})", session)), R"({"shop_id":1,"favorite":false})");
}

TEST_F(FavoritesTest, asked_for_twice_with_one_key_are_changed_once) {
    EXPECT_EQ(set_under("a key", 1), R"({"shop_id":1,"favorite":true})");
    EXPECT_EQ(set(1, false), R"({"shop_id":1,"favorite":false})");
    EXPECT_EQ(set_under("a key", 1), R"({"shop_id":1,"favorite":true})") << "what was answered before";
    EXPECT_TRUE(page("").empty());
}

TEST_F(FavoritesTest, with_the_key_of_another_request_are_refused_as_such_whether_the_shop_exists_or_not) {
    EXPECT_EQ(set_under("a key", 1), R"({"shop_id":1,"favorite":true})");
    EXPECT_EQ(set_under("a key", 99), kKeyReused);
    EXPECT_EQ(set_under("another", 99), "shop.not_found");
    EXPECT_EQ(set_under("another", 2), kKeyReused);
    EXPECT_EQ(page(""), (Shops{1}));
}

TEST_F(FavoritesTest, of_a_shop_that_was_refused_under_a_key_stay_refused_when_the_shop_comes) {
    const auto shops = catalog.current();
    catalog.replace(catalog::Snapshot::build({}));
    EXPECT_EQ(set_under("a key", 1), "shop.not_found");
    catalog.replace(shops);
    EXPECT_EQ(set_under("a key", 1), "shop.not_found");
    EXPECT_TRUE(page("").empty());
}

TEST_F(FavoritesTest, are_public_shops_but_one_that_went_away_can_be_taken_away) {
    EXPECT_EQ(set(99, true), "shop.not_found");
    EXPECT_EQ(set(99, false), R"({"shop_id":99,"favorite":false})");
    favorites.full = true;
    EXPECT_EQ(set(1, true), "favorites.full");
}

TEST_F(FavoritesTest, are_for_those_who_are_logged_in) {
    EXPECT_EQ(text(ask(setting, R"({"shop_id":1,"favorite":true})")), "session.missing");
    EXPECT_EQ(text(ask(getting, R"({"shop_id":1})")), "session.missing");
    EXPECT_EQ(text(ask(listing, "{}")), "session.missing");
    EXPECT_TRUE(favorites.all.empty());
}

TEST_F(FavoritesTest, name_everything_that_is_wrong_at_once) {
    const auto wrong = ask(setting, R"({"shop_id":0,"favorite":"yes"})", session);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fields.size(), 2u);
    for (const auto* cursor : {"x", "1", "1-", "-1", "1-0", "9999999999999999999-1", "1-1x"})
        EXPECT_EQ(text(ask(listing, std::string(R"({"cursor":")") + cursor + "\"}", session)), "favorites.invalid")
            << cursor;
}

TEST_F(FavoritesTest, are_paged_the_latest_first_whatever_is_added_or_taken_away_meanwhile) {
    for (int shop_id = 1; shop_id <= 4; ++shop_id) set(shop_id, true);
    std::string next;
    EXPECT_EQ(page("", &next), (Shops{4, 3}));
    set(5, true);
    set(3, false);
    EXPECT_EQ(page(next, &next), (Shops{2, 1}));
    EXPECT_EQ(next, "");
}

TEST_F(FavoritesTest, come_with_the_shop_as_the_catalog_has_it_and_say_when_it_is_gone) {
    set(1, true);
    EXPECT_NE(text(ask(listing, "{}", session)).find(R"("gone":false,"shop":{"shop_id":1,"name":"店1")"),
              std::string::npos);
    catalog.replace(catalog::Snapshot::build({}));
    const auto gone = text(ask(listing, "{}", session));
    EXPECT_NE(gone.find(R"("gone":true}],"next_cursor":null)"), std::string::npos);
}

}  // namespace
}  // namespace hub::members
