#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "handlers/accounts/account_services.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::accounts {

// Links, credentials and sessions in memory.
class MemoryAccounts final : public AccountStore, public SessionStore, public SecondStepStore {
public:
    std::optional<bool> keep_link(UnitOfWork&, const NewLink& link) override {
        ++kept;
        if (enough) return std::nullopt;
        links[link.digest] = link;
        return known.contains(link.mail);
    }
    Result<Link> find_link(UnitOfWork&, AccountKind kind, LinkPurpose purpose, const std::string& digest,
                           WallTime now) override {
        if (used.contains(digest)) return Error{ErrorKind::conflict, "accounts.link_used", "used"};
        const auto link = links.find(digest);
        if (link == links.end()) return Error{ErrorKind::not_found, "accounts.link_unknown", "unknown"};
        if (link->second.kind != kind || link->second.purpose != purpose || link->second.expires_at <= now)
            return unknown_link();
        return Link{link->second.mail, link->second.expires_at, link->second.account_id};
    }
    Result<Link> use_link(UnitOfWork& unit_of_work, AccountKind kind, LinkPurpose purpose, const std::string& digest,
                          WallTime now) override {
        auto link = find_link(unit_of_work, kind, purpose, digest, now);
        if (link) used[digest] = true;
        return link;
    }
    std::optional<Credentials> find_credentials(UnitOfWork&, AccountKind, const std::string& mail) override {
        ++looked_for;
        const auto found = known.find(mail);
        return found == known.end() ? std::nullopt : std::optional(found->second);
    }
    int looked_for = 0;

    std::optional<std::int64_t> find_account(UnitOfWork&, AccountKind, const std::string& mail) override {
        const auto found = known.find(mail);
        return found == known.end() ? std::nullopt : std::optional(found->second.account_id);
    }
    std::optional<OwnAccess> find_access(UnitOfWork&, Account account) override {
        for (const auto& [mail, credentials] : known)
            if (credentials.account_id == account.id) return OwnAccess{mail, credentials.password_hash};
        return std::nullopt;
    }
    bool hold_password(UnitOfWork& unit_of_work, Account account, const std::string& hash) override {
        const auto access = find_access(unit_of_work, account);
        return access && access->password_hash == hash;
    }
    void set_password(UnitOfWork&, Account account, const std::string& hash, WallTime) override {
        for (auto& [mail, credentials] : known)
            if (credentials.account_id == account.id) credentials.password_hash = hash;
    }
    Result<void> set_mail(UnitOfWork& unit_of_work, Account account, const std::string& mail, WallTime) override {
        if (known.contains(mail)) return Error{ErrorKind::conflict, "accounts.mail_taken", "taken"};
        const auto before = find_access(unit_of_work, account);
        known.erase(before->mail);
        known[mail] = {account.id, before->password_hash};
        return Result<void>::success();
    }

    std::optional<SecondStep> find_second_step(UnitOfWork&, Account account) override {
        const auto found = steps.find(account.id);
        if (found == steps.end()) return std::nullopt;
        const auto& step = found->second;
        return SecondStep{step.method, step.secret, step.last_step, static_cast<int>(step.recovery_digests.size()),
                          step.began_at};
    }
    void begin_second_step(UnitOfWork&, Account account, const NewSecondStep& step) override {
        steps[account.id] = step;
    }
    bool end_second_step(UnitOfWork&, Account account) override { return steps.erase(account.id) == 1; }
    void keep_code(UnitOfWork&, Account, const MailedCode& mailed) override {
        code = mailed;
        code_tries = 0;
    }
    bool use_code(UnitOfWork&, Account, const std::string& digest, WallTime now) override {
        if (++code_tries > kMostCodeTries || code.expires_at <= now || code.digest != digest) return false;
        code = {};
        return true;
    }
    bool use_step(UnitOfWork&, Account account, std::int64_t step) override {
        if (steps[account.id].last_step >= step) return false;
        steps[account.id].last_step = step;
        return true;
    }
    bool use_recovery_code(UnitOfWork&, Account account, const std::string& digest) override {
        return std::erase(steps[account.id].recovery_digests, digest) > 0;
    }

    bool begin(UnitOfWork&, const NewSession& session) override {
        if (suspended) return false;
        sessions.erase(session.before);
        sessions[session.digest] = {session.digest, session.account, role, session.began_at, session.began_at};
        return true;
    }
    std::optional<Session> find(UnitOfWork&, const std::string& digest, WallTime) override {
        ++looked_up;
        const auto found = sessions.find(digest);
        return found == sessions.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<Session> list(UnitOfWork&, Account, WallTime) override {
        std::vector<Session> all;
        for (const auto& [digest, session] : sessions) all.push_back(session);
        return all;
    }
    void end(UnitOfWork&, const std::string& digest) override { sessions.erase(digest); }
    int end_all(UnitOfWork&, Account) override {
        const auto count = static_cast<int>(sessions.size());
        sessions.clear();
        return count;
    }

    int end_others(UnitOfWork&, Account, const std::string& kept) override {
        return static_cast<int>(std::erase_if(sessions, [&](const auto& each) { return each.first != kept; }));
    }

    bool enough = false;
    int kept = 0;
    bool suspended = false;    // whoever logs in
    Role role = Role::member;  // of whoever logs in
    int looked_up = 0;
    std::map<std::string, NewLink> links;
    std::map<std::string, bool> used;
    std::map<std::string, Credentials> known;  // by address in lower case
    std::map<std::string, Session> sessions;
    std::map<std::int64_t, NewSecondStep> steps;
    MailedCode code;
    int code_tries = 0;
};

class PublishedMessages final : public UnitOfWork, public Transactions {
public:
    void publish(Message message) override { messages.push_back(std::move(message)); }
    boost::asio::awaitable<Result<void>> run(Job job, Deadline) override {
        if (begins) begins();
        co_return job(*this);
    }
    std::vector<Message> messages;
    std::function<void()> begins;  // called before each transaction
};

// A hash that says which password it is of.
class PlainPasswords final : public Passwords {
public:
    Result<void> room_in_line() const override {
        if (full) return Error{ErrorKind::transient, "passwords.busy", "busy", std::chrono::seconds(5)};
        return Result<void>::success();
    }
    boost::asio::awaitable<Result<PasswordTurn>> turn(Deadline) override {
        if (full || no_turn_comes) co_return Error{ErrorKind::transient, "passwords.busy", "busy"};
        co_return std::make_shared<int>();
    }
    boost::asio::awaitable<Result<std::string>> hash(PasswordTurn turn, std::string password, Deadline) override {
        ++hashed;
        hashed_in = turn;
        co_return "hash of " + password;
    }
    boost::asio::awaitable<Result<bool>> matches(PasswordTurn turn, std::string password, std::string hash,
                                                 Deadline) override {
        ++checked;
        hashed_in = turn;
        if (meanwhile) meanwhile();
        co_return hash == "hash of " + password;
    }
    bool full = false;           // the line
    bool no_turn_comes = false;  // in time
    int checked = 0;
    int hashed = 0;
    std::weak_ptr<const void> hashed_in;  // the last turn in which something was
    std::function<void()> meanwhile;  // what others do while a password is checked
};

class ScriptedAttempts final : public Attempts {
public:
    boost::asio::awaitable<std::chrono::milliseconds> take(std::vector<AttemptKey> attempts, Deadline) override {
        for (const auto& attempt : attempts) {
            if (attempt.key == refused) co_return std::chrono::seconds(1);
            taken.push_back(attempt.key);
        }
        co_return wait;
    }
    boost::asio::awaitable<void> succeeded(std::string forgotten, std::string given_back, Deadline) override {
        successes.push_back(forgotten + " " + given_back);
        co_return;
    }
    std::chrono::milliseconds wait{0};
    std::string refused;  // the key of which there were too many
    std::vector<std::string> taken;
    std::vector<std::string> successes;
};

class AccountTest : public testing::Test {
protected:
    AccountTest() {
        transactions.begins = [this] {
            EXPECT_TRUE(passwords.hashed_in.expired()) << "nobody keeps a turn for what comes after hashing";
        };
    }

    template <typename AnyHandler>
    Result<SharedText> ask(AnyHandler& handler, std::string data, const std::string& session = {}) {
        auto message = make_message(clock, "/portal", "account.any", std::move(data));
        message.extensions[kPeer] = "192.0.2.7";
        if (!session.empty()) message.extensions[kSession] = session;
        return test::run_awaitable(handler.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(5))));
    }
    static std::string text(const Result<SharedText>& reply) { return reply ? **reply : reply.error().code; }
    static std::string member(const Result<SharedText>& reply, const std::string& name) {
        const auto document = json::Document::parse(text(reply));
        return document ? std::string(document->root().string(name).value_or("")) : text(reply);
    }

    test::FakeClock clock;
    MemoryAccounts store;
    PublishedMessages transactions;
    PlainPasswords passwords;
    ScriptedAttempts attempts;
    AccountKey key = AccountKey::from_hex(std::string(64, 'a')).value();
    Sessions sessions{store, transactions, clock};
    AccountServices services{key, store, store, store, sessions, passwords, attempts, transactions, clock};
};

}  // namespace hub::accounts
