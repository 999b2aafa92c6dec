#include "connectors/passport_db/member_store.hpp"

#include <thread>

#include "connectors/passport_db/account_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

using namespace std::chrono_literals;
using accounts::AccountKind;
using accounts::LinkPurpose;

class Members : public PassportDatabase {
protected:
    Members() {
        EXPECT_TRUE(
            as_owner("DELETE FROM hub.account_link; DELETE FROM users; UPDATE users_counter SET last_id = 0").ok());
    }
    std::optional<bool> ask_for_link(const std::string& mail, const std::string& digest, WallTime at) {
        return *carry_out<std::optional<bool>>([&](UnitOfWork& unit_of_work) -> Result<std::optional<bool>> {
            return links.keep_link(unit_of_work,
                                   {AccountKind::member, LinkPurpose::registration, mail, digest, at, at + 24h});
        });
    }
    Result<std::int64_t> register_with(const std::string& digest, const members::Profile& profile) {
        return carry_out<std::int64_t>([&](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
            const auto link = links.use_link(unit_of_work, AccountKind::member, LinkPurpose::registration, digest, now);
            if (!link) return link.error();
            return store.register_member(unit_of_work, link->mail, profile, "hash", now);
        });
    }
    std::int64_t member(const std::string& mail, char letter) {
        ask_for_link(mail, digest(letter), now);
        return register_with(digest(letter), profile()).value();
    }
    std::optional<accounts::Session> find_session(char letter, WallTime at) {
        return *carry_out<std::optional<accounts::Session>>(
            [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Session>> {
                return sessions.find(unit_of_work, digest(letter), at);
            });
    }
    void begin_session(char letter, std::int64_t user_id, WallTime at, const std::string& before = {}) {
        const auto begun = carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            return sessions.begin(unit_of_work, {digest(letter), {AccountKind::member, user_id}, at, before});
        });
        ASSERT_TRUE(begun) << begun.error().detail;
        EXPECT_TRUE(*begun);
    }
    static std::string digest(char letter) { return std::string(64, letter); }
    static members::Profile profile() {
        members::Profile profile;
        profile.programme = 2;
        profile.postal_code = "530-0001";
        profile.city = "大阪市\"北\\区'{,}";
        profile.children = {{2023, 4, ""}, {2020, 12, "male"}};
        profile.genres = {"01", "02"};
        profile.tokuten = {"05"};
        profile.wishes = {true, false, true, {"event", "news"}, 22, 6};
        profile.consent_version = "2026-11";
        return profile;
    }
    const WallTime now = from_rfc3339("2026-11-20T10:00:00Z").value();
    AccountStore links{seal};
    MemberStore store{seal};
    SessionStore sessions;
};

TEST_F(Members, are_stored_and_read_whole) {
    const auto user_id = member("Hanako@example.jp", 'a');
    const auto read =
        carry_out<members::Member>([&](UnitOfWork& unit_of_work) { return store.find_member(unit_of_work, user_id); });
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->mail, "Hanako@example.jp");
    const auto wanted = profile();
    EXPECT_EQ(read->profile.city, wanted.city);
    ASSERT_EQ(read->profile.children.size(), 2u);
    EXPECT_EQ(read->profile.children[0].sex, "");
    EXPECT_EQ(read->profile.children[1].birth_month, 12);
    EXPECT_EQ(read->profile.children[1].sex, "male");
    EXPECT_EQ(read->profile.genres, wanted.genres);
    EXPECT_EQ(read->profile.tokuten, wanted.tokuten);
    EXPECT_EQ(read->profile.wishes.kinds, wanted.wishes.kinds);
    EXPECT_EQ(read->profile.wishes.quiet_from, 22);
    EXPECT_TRUE(read->profile.wishes.paused);
    const auto credentials = carry_out<std::optional<accounts::Credentials>>(
        [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Credentials>> {
            return links.find_credentials(unit_of_work, AccountKind::member, "hanako@EXAMPLE.jp");
        });
    ASSERT_TRUE(*credentials);
    EXPECT_EQ((*credentials)->password_hash, "hash");
}

TEST_F(Members, change_what_they_said_and_consent_again_only_to_another_version) {
    const auto user_id = member("a@example.jp", 'a');
    auto changed = profile();
    changed.programme = 1;
    changed.children = {{2024, 1, ""}};
    changed.genres = {"03"};
    changed.wishes = {};
    const auto change = [&](WallTime at) {
        return carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            const auto done = store.update_member(unit_of_work, user_id, changed, at);
            if (!done) return done.error();
            return true;
        });
    };
    EXPECT_TRUE(change(now + 1h));
    EXPECT_EQ(value("SELECT consented_at = '2026-11-20T10:00:00Z' FROM users"), "t");
    changed.consent_version = "2027-01";
    EXPECT_TRUE(change(now + 2h));
    EXPECT_EQ(value("SELECT consented_at = '2026-11-20T12:00:00Z' FROM users"), "t");
    const auto read =
        carry_out<members::Member>([&](UnitOfWork& unit_of_work) { return store.find_member(unit_of_work, user_id); });
    ASSERT_TRUE(read);
    EXPECT_EQ(read->profile.programme, 1);
    EXPECT_EQ(read->profile.children.size(), 1u);
    EXPECT_EQ(read->profile.genres, std::vector<std::string>{"03"});
    EXPECT_FALSE(read->profile.wishes.quiet_from);
    changed.tokuten = {"zz"};
    changed.city = "堺市";
    const auto refused = change(now + 3h);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/tokuten");
    EXPECT_EQ(value("SELECT city = '堺市' FROM users"), "f");
    ASSERT_TRUE(as_owner("UPDATE users SET status = 'suspended'"));
    EXPECT_EQ(change(now + 4h).error().code, "session.missing");
}

TEST_F(Members, get_three_links_an_hour_and_ten_a_day_for_an_address) {
    int kept = 0;
    for (int hour = 0; hour < 6; ++hour)
        for (int turn = 0; turn < 4; ++turn) {
            const auto letter = std::string("0123456789abcdef")[static_cast<std::size_t>(kept % 16)];
            if (ask_for_link(turn % 2 ? "A@example.jp" : "a@example.jp", digest(letter), now + hour * 61min)) ++kept;
            EXPECT_LE(kept, 3 * (hour + 1));
        }
    EXPECT_EQ(kept, 10);
    EXPECT_TRUE(ask_for_link("b@example.jp", digest('e'), now));
    EXPECT_TRUE(ask_for_link("a@example.jp", digest('f'), now + 25h));
}

TEST_F(Members, get_no_more_links_by_asking_at_the_same_moment) {
    std::atomic<int> kept{0};
    std::vector<std::thread> threads;
    for (const char letter : std::string("01234567"))
        threads.emplace_back([&, letter] {
            if (ask_for_link("a@example.jp", digest(letter), now)) ++kept;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(kept, 3);
}

TEST_F(Members, are_told_from_strangers_by_the_address_in_any_case) {
    EXPECT_EQ(ask_for_link("a@example.jp", digest('b'), now), false);
    member("a@example.jp", 'a');
    EXPECT_EQ(ask_for_link("A@Example.JP", digest('c'), now), true);
}

TEST_F(Members, use_a_link_once_and_only_in_time) {
    ask_for_link("a@example.jp", digest('a'), now);
    EXPECT_EQ(register_with(digest('b'), profile()).error().code, "accounts.link_unknown");
    ask_for_link("b@example.jp", digest('c'), now - 25h);
    EXPECT_EQ(register_with(digest('c'), profile()).error().code, "accounts.link_unknown");
    EXPECT_TRUE(register_with(digest('a'), profile()));
    EXPECT_EQ(register_with(digest('a'), profile()).error().code, "accounts.link_used");
    ask_for_link("a@example.jp", digest('d'), now);
    EXPECT_EQ(register_with(digest('d'), profile()).error().code, "users.already_registered");
    EXPECT_EQ(value("SELECT count(*) || ' ' || max(last_id) FROM users, users_counter"), "1 1");
}

TEST_F(Members, become_one_only_once_when_a_link_is_used_twice_at_the_same_moment) {
    ask_for_link("a@example.jp", digest('a'), now);
    std::atomic<int> registered{0};
    std::vector<std::thread> threads;
    for (int turn = 0; turn < 4; ++turn)
        threads.emplace_back([&] {
            if (register_with(digest('a'), profile())) ++registered;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(registered, 1);
}

TEST_F(Members, of_todays_system_who_were_provisional_can_finish) {
    ASSERT_TRUE(store_sealed("INSERT INTO users (user_id, mail) VALUES (900, 'old@example.jp')").ok());
    EXPECT_EQ(member("OLD@example.jp", 'a'), 900);
    EXPECT_EQ(value("SELECT status FROM users WHERE user_id = 900"), "active");
}

TEST_F(Members, who_left_do_not_hold_their_address_and_hand_nothing_on) {
    ASSERT_TRUE(
        store_sealed("INSERT INTO users (user_id, mail, status, card_number) VALUES"
                     " (900, 'Old@example.jp', 'withdrawn', 'A-0001'), (901, 'new@example.jp', 'withdrawn', NULL)"));
    EXPECT_EQ(ask_for_link("old@example.jp", digest('a'), now), false);
    const auto user_id = register_with(digest('a'), profile());
    ASSERT_TRUE(user_id) << user_id.error().code;
    EXPECT_EQ(value("SELECT status || ' ' || coalesce(card_number, 'none') FROM users WHERE user_id = " +
                    std::to_string(*user_id)),
              "active none");
    EXPECT_TRUE(carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
        const auto set = links.set_mail(unit_of_work, {AccountKind::member, *user_id}, "new@example.jp", now);
        if (!set) return set.error();
        return true;
    }));
    EXPECT_EQ(value("SELECT count(*) FROM users"), "1");
}

TEST_F(Members, cannot_wish_for_a_code_that_there_is_not) {
    ask_for_link("a@example.jp", digest('a'), now);
    auto wrong = profile();
    wrong.tokuten = {"99"};
    const auto refused = register_with(digest('a'), wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_EQ(refused.error().fields.at(0).field, "/tokuten");
    EXPECT_TRUE(register_with(digest('a'), profile()));
}

TEST_F(Members, stay_logged_in_while_they_come_back_and_not_for_ever) {
    const auto user_id = member("a@example.jp", 'a');
    begin_session('1', user_id, now);
    auto at = now;
    for (int week = 0; week < 12; ++week) {
        at += 7 * 24h;
        EXPECT_TRUE(find_session('1', at)) << week;
    }
    EXPECT_FALSE(find_session('1', now + 90 * 24h));
    begin_session('2', user_id, now);
    EXPECT_FALSE(find_session('2', now + 15 * 24h));
    EXPECT_EQ(value("SELECT last_login_at = '2026-11-20T10:00:00Z' FROM users"), "t");
}

TEST_F(Members, have_only_so_many_sessions_and_a_new_one_ends_the_one_before) {
    const auto user_id = member("a@example.jp", 'a');
    begin_session('1', user_id, now);
    begin_session('2', user_id, now + 1s, digest('1'));
    EXPECT_FALSE(find_session('1', now + 2s));
    EXPECT_TRUE(find_session('2', now + 2s));
    ASSERT_TRUE(as_owner("INSERT INTO hub.session (digest, user_id, began_at, seen_at, expires_at)"
                         " SELECT lpad(to_hex(n), 64, '0'), " +
                         std::to_string(user_id) +
                         ", '2026-11-20T11:00:00Z', '2026-11-20T11:00:00Z', '2027-01-01' FROM generate_series(1, 30) n")
                    .ok());
    begin_session('3', user_id, now + 2h);
    EXPECT_EQ(value("SELECT count(*) FROM hub.session"), std::to_string(accounts::kMostSessions));
    EXPECT_TRUE(find_session('3', now + 2h));
}

TEST_F(Members, who_are_suspended_are_behind_no_session_and_have_no_credentials) {
    const auto user_id = member("a@example.jp", 'a');
    begin_session('1', user_id, now);
    ASSERT_TRUE(as_owner("UPDATE users SET status = 'suspended'").ok());
    EXPECT_FALSE(find_session('1', now));
    for (const auto account : {user_id, user_id + 1}) {
        const auto begun = carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            return sessions.begin(unit_of_work, {digest('2'), {AccountKind::member, account}, now, {}});
        });
        ASSERT_TRUE(begun) << begun.error().code;
        EXPECT_FALSE(*begun);
    }
    const auto credentials = carry_out<std::optional<accounts::Credentials>>(
        [&](UnitOfWork& unit_of_work) -> Result<std::optional<accounts::Credentials>> {
            return links.find_credentials(unit_of_work, AccountKind::member, "a@example.jp");
        });
    EXPECT_FALSE(*credentials);
}

}  // namespace
}  // namespace hub::passport_db
