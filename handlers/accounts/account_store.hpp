#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "handlers/accounts/account.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about accounts need of a database: one-time links and what a login is checked against.
namespace hub::accounts {

enum class LinkPurpose { registration, invitation };

// "registration", "invitation".
constexpr std::string_view name_of(LinkPurpose purpose) {
    return purpose == LinkPurpose::invitation ? "invitation" : "registration";
}
constexpr std::optional<LinkPurpose> link_purpose_of(std::string_view name) {
    for (const auto purpose : {LinkPurpose::registration, LinkPurpose::invitation})
        if (name == name_of(purpose)) return purpose;
    return std::nullopt;
}

// A link that somebody asked for.
struct NewLink {
    AccountKind kind = AccountKind::member;
    LinkPurpose purpose = LinkPurpose::registration;
    std::string mail;
    std::string digest;
    WallTime asked_at{};
    WallTime expires_at{};
};

struct Link {
    std::string mail;
    WallTime expires_at{};
};

// What a login is checked against.
struct Credentials {
    std::int64_t account_id = 0;
    std::string password_hash;
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class AccountStore {
public:
    virtual ~AccountStore() = default;

    // Keeps a link unless its address has had enough of them: then nothing. Otherwise whether an account of the kind
    // has the address.
    virtual std::optional<bool> keep_link(UnitOfWork& unit_of_work, const NewLink& link) = 0;

    // The link of this digest. Errors: not_found "accounts.link_unknown" when there is none for this (any more),
    // conflict "accounts.link_used".
    virtual Result<Link> find_link(UnitOfWork& unit_of_work, AccountKind kind, LinkPurpose purpose,
                                   const std::string& digest, WallTime now) = 0;

    // The same, and from now on it is used.
    virtual Result<Link> use_link(UnitOfWork& unit_of_work, AccountKind kind, LinkPurpose purpose,
                                  const std::string& digest, WallTime now) = 0;

    // Of an active account, else nothing.
    virtual std::optional<Credentials> find_credentials(UnitOfWork& unit_of_work, AccountKind kind,
                                                        const std::string& mail) = 0;
};

}  // namespace hub::accounts
