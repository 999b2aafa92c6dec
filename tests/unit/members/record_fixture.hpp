#pragma once

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/members/record_services.hpp"
#include "tests/unit/members/member_fixture.hpp"

namespace hub::members {

// The records of one member in memory.
class MemoryRecords final : public RecordStore {
public:
    Records find(UnitOfWork&, std::int64_t) override { return records; }
    bool erase(UnitOfWork&, std::int64_t user_id) override {
        erased.push_back(user_id);
        return erased.size() == 1;
    }
    std::string card_number(UnitOfWork&, std::int64_t, const std::string& candidate) override {
        if (records.card_number.empty()) records.card_number = candidate;
        return records.card_number;
    }
    Records records;
    std::vector<std::int64_t> erased;
};

// Favourites that never change.
class FixedFavorites final : public FavoriteStore {
public:
    Result<void> set(UnitOfWork&, FavoriteChange, WallTime) override { return Result<void>::success(); }
    bool has(UnitOfWork&, std::int64_t, std::int64_t) override { return true; }
    std::vector<Favorite> list(UnitOfWork&, std::int64_t, const std::optional<Favorite>&, int) override {
        return {{5, {}}};
    }
};

// The member 7, hanako@example.jp, is logged in.
class RecordTest : public MemberTest {
protected:
    RecordTest() {
        const auto digest = accounts::digest_of(session);
        store.sessions[digest] = {digest, {accounts::AccountKind::member, 7}, accounts::Role::member, {}, {}};
        store.known["hanako@example.jp"] = {7, "hash of kotori-ga-3wa"};
    }
    const std::string session = std::string(43, 's');
    MemoryRecords records;
    FixedFavorites favorites;
    RecordServices record_services{services, members, favorites, records};
};

}  // namespace hub::members
