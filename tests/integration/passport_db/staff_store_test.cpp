#include "connectors/passport_db/staff_store.hpp"

#include <future>

#include <pqxx/pqxx>

#include "connectors/passport_db/account_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "tests/integration/passport_db/blocking.hpp"
#include "tests/integration/passport_db/passport_database.hpp"

namespace hub::passport_db {
namespace {

using namespace std::chrono_literals;
using accounts::AccountKind;
using accounts::Role;

class Staff : public PassportDatabase {
protected:
    Staff() { clear(); }
    ~Staff() override { clear(); }
    void clear() {
        EXPECT_TRUE(as_owner("DELETE FROM hub.account_link; DELETE FROM hub.staff WHERE name <> 'operator'").ok());
    }
    // "" when it was done, else the error's code.
    std::string outcome(const std::function<Result<void>(UnitOfWork&)>& work) {
        const auto done = application.run_here(work, soon());
        return done ? "" : done.error().code;
    }
    Result<std::int64_t> invite(const std::string& by, const std::string& name, const std::string& mail, Role role,
                                char letter) {
        return carry_out<std::int64_t>([&](UnitOfWork& unit_of_work) {
            return store.invite(unit_of_work, by, {name, mail, role}, link(letter));
        });
    }
    std::int64_t active(const std::string& by, const std::string& name, Role role, char letter) {
        const auto mail = std::string(1, letter) + "@example.jp";
        const auto invited = invite(by, name, mail, role, letter);
        EXPECT_TRUE(invited) << invited.error().code;
        const auto accepted = carry_out<std::int64_t>([&](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
            return store.accept(unit_of_work, acceptance(letter)).value_or(0);
        });
        EXPECT_EQ(*accepted, *invited);
        return *invited;
    }
    staff::Acceptance acceptance(char letter) const {
        return {std::string(64, letter), now, "hash", "sealed", 100, {std::string(64, letter)}};
    }
    bool accept(const staff::Acceptance& acceptance) {
        return *carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            return store.accept(unit_of_work, acceptance).has_value();
        });
    }
    void begin_session(char letter, std::int64_t staff_id) {
        EXPECT_EQ(outcome([&](UnitOfWork& unit_of_work) {
                      sessions.begin(unit_of_work, {std::string(64, letter), {AccountKind::staff, staff_id}, now, {}});
                      return Result<void>::success();
                  }),
                  "");
    }
    std::string sessions_of(std::int64_t staff_id) {
        return value("SELECT count(*) FROM hub.session WHERE staff_id = " + std::to_string(staff_id));
    }
    staff::InvitationLink link(char letter) const { return {std::string(64, letter), now, now + 72h}; }

    const WallTime now = from_rfc3339("2026-11-20T10:00:00Z").value();
    StaffStore store{seal};
    SessionStore sessions;
    AccountStore links{seal};
};

TEST_F(Staff, begin_with_an_administrator_whom_the_operator_invites) {
    EXPECT_EQ(invite("operator", "A", "a@example.jp", Role::viewer, 'a').error().code, "staff.first_role");
    EXPECT_EQ(invite("nobody", "A", "a@example.jp", Role::administrator, 'a').error().code, "staff.not_allowed");
    const auto first = active("operator", "A", Role::administrator, 'a');
    EXPECT_EQ(invite("operator", "B", "b@example.jp", Role::administrator, 'b').error().code,
              "staff.administrators_invite");
    EXPECT_EQ(invite("A", "B", "A@EXAMPLE.jp", Role::viewer, 'b').error().code, "staff.taken");
    EXPECT_EQ(invite("A", "A", "b@example.jp", Role::viewer, 'b').error().code, "staff.taken");
    EXPECT_EQ(value("SELECT status FROM hub.staff WHERE staff_id = " + std::to_string(first)), "active");
}

TEST_F(Staff, are_invited_anew_under_the_same_name_and_only_the_newest_link_is_good) {
    ASSERT_TRUE(invite("operator", "A", "typo@example.jp", Role::administrator, 'a'));
    ASSERT_TRUE(invite("operator", "A", "a@example.jp", Role::administrator, 'b'));
    EXPECT_EQ(opened("SELECT mail FROM hub.account_link"), "a@example.jp");
    EXPECT_EQ(value("SELECT left(digest, 1) FROM hub.account_link"), "b");
}

TEST_F(Staff, take_an_account_over_by_the_link_of_their_invitation_alone_once_and_in_time) {
    ASSERT_TRUE(invite("operator", "A", "a@example.jp", Role::administrator, 'a'));
    EXPECT_FALSE(accept(acceptance('b'))) << "no link";
    auto late = acceptance('a');
    late.at = now + 72h;
    EXPECT_FALSE(accept(late));
    ASSERT_TRUE(as_owner("UPDATE hub.account_link SET purpose = 'login'"));
    EXPECT_FALSE(accept(acceptance('a'))) << "a link for something else";
    ASSERT_TRUE(as_owner("UPDATE hub.account_link SET purpose = 'invitation'"));
    EXPECT_TRUE(accept(acceptance('a')));
    ASSERT_TRUE(as_owner("UPDATE hub.staff SET status = 'invited' WHERE name = 'A'"));
    EXPECT_FALSE(accept(acceptance('a'))) << "a link that was used";
}

TEST_F(Staff, are_locked_before_their_link_whoever_accepts_and_whoever_invites_anew) {
    ASSERT_TRUE(invite("operator", "A", "a@example.jp", Role::administrator, 'a'));
    const std::vector<std::function<bool()>> changes{
        [this] { return invite("operator", "A", "a@example.jp", Role::administrator, 'b').ok(); },
        [this] { return accept(acceptance('b')); }};
    for (const auto& change : changes) {
        std::future<bool> changed;
        const auto held = owner.run_here(
            [&](UnitOfWork& unit_of_work) {
                auto& transaction = runtime::native(unit_of_work);
                transaction.exec("SELECT FROM hub.staff WHERE name = 'A' FOR UPDATE");
                changed = std::async(std::launch::async, change);
                wait_until_blocking(transaction);
                // Whoever waits for the person holds no link: this one would wait for them for ever.
                transaction.exec("SELECT FROM hub.account_link FOR UPDATE NOWAIT");
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(held) << held.error().detail;
        EXPECT_TRUE(changed.get());
    }
}

TEST_F(Staff, begin_no_session_while_they_are_suspended_or_invited_anew_at_the_same_moment) {
    active("operator", "A", Role::administrator, 'a');
    const auto other = active("A", "B", Role::viewer, 'b');
    const auto begin = [&] {
        return *carry_out<bool>([&](UnitOfWork& unit_of_work) -> Result<bool> {
            return sessions.begin(unit_of_work, {std::string(64, 'c'), {AccountKind::staff, other}, now, {}});
        });
    };
    const std::vector<std::function<Result<void>(UnitOfWork&)>> endings{
        [&](UnitOfWork& unit_of_work) { return store.suspend(unit_of_work, "A", other, true); },
        [&](UnitOfWork& unit_of_work) { return store.invite_again(unit_of_work, "A", other, link('e')); }};
    for (const auto& ending : endings) {
        ASSERT_TRUE(
            as_owner("UPDATE hub.staff SET status = 'active', password_hash = 'hash', authenticator = 'sealed'"
                     " WHERE name = 'B'"));
        std::future<bool> begun;
        EXPECT_EQ(outcome([&](UnitOfWork& unit_of_work) {
                      const auto ended = ending(unit_of_work);
                      begun = std::async(std::launch::async, begin);
                      wait_until_blocking(runtime::native(unit_of_work));
                      return ended;
                  }),
                  "");
        EXPECT_FALSE(begun.get());
        EXPECT_EQ(sessions_of(other), "0");
    }
}

TEST_F(Staff, have_no_names_of_other_actors_of_the_audit) {
    for (const auto* name : {"key/web", "member/12"})
        EXPECT_FALSE(invite("operator", name, "a@example.jp", Role::administrator, 'a')) << name;
    EXPECT_EQ(value("SELECT count(*) FROM hub.staff WHERE name <> 'operator'"), "0");
}

TEST_F(Staff, have_the_rights_of_their_role_while_they_are_active) {
    const auto rights = [this](const std::string& name) {
        return value(
            "SELECT concat_ws(' ', may_approve, may_answer_questions, may_handle_messages, "
            "may_erase_audit_values, may_administer) FROM hub.staff WHERE name = '" +
            name + "'");
    };
    ASSERT_TRUE(invite("operator", "A", "a@example.jp", Role::administrator, 'a'));
    EXPECT_EQ(rights("A"), "f f f f f") << "only invited";
    active("operator", "A", Role::administrator, 'a');
    EXPECT_EQ(rights("A"), "t t t t t");
    const auto approver = active("A", "B", Role::approver, 'b');
    EXPECT_EQ(rights("B"), "t t f f f");
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.change_role(unit, "A", approver, Role::editor); }), "");
    EXPECT_EQ(rights("B"), "f f f f f");
    EXPECT_EQ(rights("operator"), "t t t t t") << "has no role, and its own rights";
}

TEST_F(Staff, lose_their_sessions_with_role_or_account_and_the_audit_knows_before_and_after) {
    active("operator", "A", Role::administrator, 'a');
    const auto other = active("A", "B", Role::viewer, 'b');
    begin_session('c', other);
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.change_role(unit, "A", other, Role::approver); }), "");
    EXPECT_EQ(sessions_of(other), "0");
    begin_session('d', other);
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.suspend(unit, "A", other, true); }), "");
    EXPECT_EQ(sessions_of(other), "0");
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.invite_again(unit, "A", other, link('e')); }),
              "staff.suspended");
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.suspend(unit, "A", other, false); }), "");
    begin_session('f', other);
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.invite_again(unit, "A", other, link('e')); }), "");
    EXPECT_EQ(sessions_of(other), "0");
    EXPECT_EQ(rows("SELECT a.actor || ' ' || a.action || ' ' || coalesce(v.before::text, '-') || ' ' || v.after "
                   "FROM hub.audit a JOIN hub.audit_value v ON v.audit_id = a.id WHERE object_kind = 'staff' "
                   "AND object_id = '" +
                   std::to_string(other) + "' AND action <> 'staff.invite' ORDER BY a.id"),
              (std::vector<std::string>{
                  R"(B staff.accept {"status": "invited"} {"status": "active"})",
                  R"(A staff.change_role {"role": "viewer"} {"role": "approver"})",
                  R"(A staff.suspend {"status": "active"} {"status": "suspended"})",
                  R"(A staff.restore {"status": "suspended"} {"status": "active"})",
                  R"(A staff.invite_again {"status": "active"} {"status": "invited"})",
              }));
}

TEST_F(Staff, are_not_changed_by_themselves_nor_by_who_may_not_and_an_administrator_stays) {
    const auto first = active("operator", "A", Role::administrator, 'a');
    const auto other = active("A", "B", Role::viewer, 'b');
    const auto change = [&](const std::string& by, std::int64_t whom) {
        return outcome([&](UnitOfWork& unit) { return store.change_role(unit, by, whom, Role::editor); });
    };
    EXPECT_EQ(change("A", first), "staff.own_account");
    EXPECT_EQ(change("B", first), "staff.not_allowed");
    EXPECT_EQ(change("operator", first), "staff.last_administrator");
    EXPECT_EQ(outcome([&](UnitOfWork& unit) { return store.suspend(unit, "operator", first, true); }),
              "staff.last_administrator");
    EXPECT_EQ(change("A", 999'999), "staff.not_found");
    EXPECT_EQ(change("A", std::stoll(value("SELECT staff_id FROM hub.staff WHERE name = 'operator'"))),
              "staff.not_found");
    EXPECT_EQ(change("A", other), "");
}

TEST_F(Staff, prove_themselves_by_each_code_once) {
    const auto person = active("operator", "A", Role::administrator, 'a');
    const auto step = [&](std::int64_t number) {
        return *carry_out<bool>(
            [&](UnitOfWork& unit) -> Result<bool> { return store.use_step(unit, person, number, now); });
    };
    EXPECT_FALSE(step(100)) << "used when the account was taken over";
    EXPECT_TRUE(step(101));
    EXPECT_FALSE(step(101));
    const auto recovery = [&](char letter) {
        return *carry_out<bool>([&](UnitOfWork& unit) -> Result<bool> {
            return store.use_recovery_code(unit, person, std::string(64, letter), now);
        });
    };
    EXPECT_FALSE(recovery('b'));
    EXPECT_TRUE(recovery('a'));
    EXPECT_FALSE(recovery('a'));
    EXPECT_EQ(value("SELECT count(*) FROM hub.audit WHERE action = 'staff.login' AND object_id = '" +
                    std::to_string(person) + "'"),
              "2");
}

TEST_F(Staff, are_changed_by_the_application_role_through_these_functions_only) {
    for (const std::string sql : {"UPDATE hub.staff SET role = 'administrator'", "DELETE FROM hub.staff_recovery_code",
                                  "INSERT INTO hub.staff (name) VALUES ('me')", "UPDATE hub.api_key SET scopes = '{x}'",
                                  "INSERT INTO hub.staff_recovery_code (staff_id, digest) VALUES (1, repeat('a', 64))"})
        EXPECT_EQ(as_application(sql).error().kind, ErrorKind::forbidden) << sql;
}

}  // namespace
}  // namespace hub::passport_db
