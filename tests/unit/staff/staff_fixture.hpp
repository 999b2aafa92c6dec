#pragma once

#include <liboath/oath.h>

#include "handlers/staff/staff_services.hpp"
#include "tests/support/remembered_answers.hpp"
#include "tests/unit/accounts/account_fixture.hpp"

namespace hub::staff {

// Staff in memory: what the rules ask for is answered, what they do is written down.
class MemoryStaff final : public StaffStore {
public:
    explicit MemoryStaff(accounts::MemoryAccounts& accounts) : links(accounts) {}
    std::vector<StaffMember> list(UnitOfWork&) override { return people; }
    void record_reading(UnitOfWork&, const std::string& asked_by) override {
        done.push_back(asked_by + " reads names and addresses");
    }
    Result<StaffMember> find(UnitOfWork&, std::int64_t staff_id) override {
        for (const auto& person : people)
            if (person.staff_id == staff_id) return person;
        return Error{ErrorKind::not_found, "staff.not_found", "unknown"};
    }
    std::optional<StaffMember> find_invited(UnitOfWork&, const std::string& mail) override {
        for (const auto& person : people)
            if (person.mail == mail && person.status == "invited") return person;
        return std::nullopt;
    }
    Result<std::int64_t> invite(UnitOfWork&, const std::string& asked_by, const Invitation& invitation,
                                const InvitationLink& link) override {
        done.push_back(asked_by + " invites " + invitation.mail);
        last_link = link;
        return std::int64_t{9};
    }
    Result<void> invite_again(UnitOfWork&, const std::string& asked_by, std::int64_t staff_id,
                              const InvitationLink& link) override {
        last_link = link;
        return note(asked_by + " invites again " + std::to_string(staff_id));
    }
    Result<void> change_role(UnitOfWork&, const std::string& asked_by, std::int64_t staff_id,
                             accounts::Role role) override {
        return note(asked_by + " makes " + std::to_string(staff_id) + " " + std::string(accounts::name_of(role)));
    }
    Result<void> suspend(UnitOfWork&, const std::string& asked_by, std::int64_t staff_id, bool suspended) override {
        return note(asked_by + (suspended ? " suspends " : " restores ") + std::to_string(staff_id));
    }
    Result<std::string> lift_second_step(UnitOfWork&, const std::string& asked_by, accounts::Account account,
                                         const std::string& reason) override {
        done.push_back(asked_by + " lifts " + std::string(accounts::name_of(account.kind)) + " " +
                       std::to_string(account.id) + ": " + reason);
        return std::string("lost@example.jp");
    }
    std::optional<std::int64_t> accept(UnitOfWork&, const Acceptance& acceptance) override {
        if (links.used.contains(acceptance.link_digest)) return std::nullopt;
        links.used[acceptance.link_digest] = true;
        accepted = acceptance;
        return 7;
    }
    std::optional<Authenticator> authenticator(UnitOfWork&, std::int64_t) override { return known; }
    bool use_step(UnitOfWork&, std::int64_t, std::int64_t step, WallTime) override {
        if (step <= known->last_step) return false;
        known->last_step = step;
        return true;
    }
    bool use_recovery_code(UnitOfWork&, std::int64_t, const std::string& digest, WallTime) override {
        return recovery.erase(digest) > 0;
    }

    accounts::MemoryAccounts& links;
    std::vector<StaffMember> people;
    std::vector<std::string> done;
    InvitationLink last_link;
    std::optional<Acceptance> accepted;
    std::optional<Authenticator> known;
    std::map<std::string, bool> recovery;

private:
    Result<void> note(std::string what) {
        done.push_back(std::move(what));
        return Result<void>::success();
    }
};

class StaffTest : public accounts::AccountTest {
protected:
    // A link in the hands of somebody who is invited: its token.
    std::string invited_link(const std::string& mail) {
        staff.people.push_back({7, "花子", mail, accounts::Role::approver, "invited"});
        const auto token = accounts::new_token();
        store.links[accounts::digest_of(token)] = {accounts::AccountKind::staff,
                                                   accounts::LinkPurpose::invitation,
                                                   mail,
                                                   accounts::digest_of(token),
                                                   clock.wall(),
                                                   clock.wall() + std::chrono::hours(72)};
        return token;
    }
    // What an app shows that was told a secret as people type it, so many steps from now.
    std::string code_of(std::string typed, int steps = 0) {
        std::erase(typed, ' ');
        char* bytes = nullptr;
        std::size_t size = 0;
        EXPECT_EQ(oath_base32_decode(typed.data(), typed.size(), &bytes, &size), OATH_OK);
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(clock.wall().time_since_epoch()).count() + 30 * steps;
        char code[7] = {};
        oath_totp_generate(bytes, size, seconds, 30, 0, 6, code);
        std::free(bytes);
        return code;
    }
    // With the role that the person has now.
    std::string session_of(std::int64_t staff_id) {
        const auto token = accounts::new_token();
        const auto digest = accounts::digest_of(token);
        const auto person = staff.find(transactions, staff_id);
        store.sessions[digest] = {digest,
                                  {accounts::AccountKind::staff, staff_id},
                                  person ? person->role : accounts::Role::administrator,
                                  clock.wall(),
                                  clock.wall()};
        return token;
    }

    MemoryStaff staff{store};
    test::RememberedAnswers answers;
    accounts::KeyedChanges changes{transactions, answers};
    StaffServices staff_services{services, staff, changes};
};

}  // namespace hub::staff
