#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "handlers/members/member_services.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::members {

// Members, links and sessions in memory.
class MemoryMembers final : public MemberStore, public SessionStore {
public:
    std::optional<bool> keep_link(UnitOfWork&, const NewLink& link) override {
        ++kept;
        if (enough) return std::nullopt;
        links[link.digest] = link;
        return known.contains(link.mail);
    }
    Result<Link> find_link(UnitOfWork&, const std::string& digest, WallTime) override {
        if (used.contains(digest)) return Error{ErrorKind::conflict, "users.link_used", "used"};
        const auto link = links.find(digest);
        if (link == links.end()) return Error{ErrorKind::not_found, "users.link_unknown", "unknown"};
        return Link{link->second.mail, link->second.expires_at};
    }
    Result<std::int64_t> register_member(UnitOfWork& unit_of_work, const std::string& digest, const Profile& profile,
                                         const std::string& password_hash, WallTime now) override {
        const auto link = find_link(unit_of_work, digest, now);
        if (!link) return link.error();
        used[digest] = true;
        known[link->mail] = {7, password_hash};
        registered.push_back(profile);
        return std::int64_t{7};
    }
    std::optional<Credentials> find_credentials(UnitOfWork&, const std::string& mail) override {
        const auto found = known.find(mail);
        return found == known.end() ? std::nullopt : std::optional(found->second);
    }
    Result<Member> find_member(UnitOfWork&, std::int64_t user_id) override {
        return Member{user_id, "hanako@example.jp", {}, registered.empty() ? Profile{} : registered.back()};
    }

    void begin(UnitOfWork&, const Session& session, const std::string& before) override {
        sessions.erase(before);
        sessions[session.digest] = session;
    }
    std::optional<Session> find(UnitOfWork&, const std::string& digest, WallTime) override {
        ++looked_up;
        const auto found = sessions.find(digest);
        return found == sessions.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<Session> list(UnitOfWork&, std::int64_t, WallTime) override {
        std::vector<Session> all;
        for (const auto& [digest, session] : sessions) all.push_back(session);
        return all;
    }
    void end(UnitOfWork&, const std::string& digest) override { sessions.erase(digest); }
    int end_all(UnitOfWork&, std::int64_t) override {
        const auto count = static_cast<int>(sessions.size());
        sessions.clear();
        return count;
    }

    bool enough = false;
    int kept = 0;
    int looked_up = 0;
    std::map<std::string, NewLink> links;
    std::map<std::string, bool> used;
    std::map<std::string, Credentials> known;  // by address in lower case
    std::vector<Profile> registered;
    std::map<std::string, Session> sessions;
};

class PublishedMessages final : public UnitOfWork, public Transactions {
public:
    void publish(Message message) override { messages.push_back(std::move(message)); }
    boost::asio::awaitable<Result<void>> run(Job job, Deadline) override { co_return job(*this); }
    std::vector<Message> messages;
};

// A hash that says which password it is of.
class PlainPasswords final : public Passwords {
public:
    boost::asio::awaitable<Result<std::string>> hash(std::string password, Deadline) override {
        co_return "hash of " + password;
    }
    boost::asio::awaitable<Result<bool>> matches(std::string password, std::string hash, Deadline) override {
        ++checked;
        co_return hash == "hash of " + password;
    }
    int checked = 0;
};

class ScriptedAttempts final : public Attempts {
public:
    boost::asio::awaitable<std::chrono::milliseconds> take(std::vector<AttemptKey> attempts, Deadline) override {
        for (const auto& attempt : attempts) taken.push_back(attempt.key);
        co_return wait;
    }
    boost::asio::awaitable<void> succeeded(std::string forgotten, std::string given_back, Deadline) override {
        successes.push_back(forgotten + " " + given_back);
        co_return;
    }
    std::chrono::milliseconds wait{0};
    std::vector<std::string> taken;
    std::vector<std::string> successes;
};

class MemberTest : public testing::Test {
protected:
    template <typename AnyHandler>
    Result<SharedText> ask(AnyHandler& handler, std::string data, const std::string& session = {}) {
        auto message = make_message(clock, "/portal", "member.any", std::move(data));
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
    MemoryMembers store;
    PublishedMessages transactions;
    PlainPasswords passwords;
    ScriptedAttempts attempts;
    MemberKey key = MemberKey::from_hex(std::string(64, 'a')).value();
    Sessions sessions{store, transactions, clock};
    MemberServices services{key, store, store, sessions, passwords, attempts, transactions, clock};
};

}  // namespace hub::members
