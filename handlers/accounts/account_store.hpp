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

enum class LinkPurpose { registration, password_reset, login, mail_change, invitation };

// "registration", "password_reset", "login", "mail_change", "invitation".
constexpr std::string_view name_of(LinkPurpose purpose) {
    switch (purpose) {
        case LinkPurpose::registration: return "registration";
        case LinkPurpose::password_reset: return "password_reset";
        case LinkPurpose::login: return "login";
        case LinkPurpose::mail_change: return "mail_change";
        case LinkPurpose::invitation: break;
    }
    return "invitation";
}

constexpr std::optional<LinkPurpose> link_purpose_of(std::string_view name) {
    for (const auto purpose : {LinkPurpose::registration, LinkPurpose::password_reset, LinkPurpose::login,
                               LinkPurpose::mail_change, LinkPurpose::invitation})
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
    std::int64_t account_id = 0;  // whose address shall change; 0: no one's
};

struct Link {
    std::string mail;
    WallTime expires_at{};
    std::int64_t account_id = 0;
};

// How an account's owner is reached and let in. The hash is empty while there is no password.
struct OwnAccess {
    std::string mail;
    std::string password_hash;
};

// What a login is checked against.
struct Credentials {
    std::int64_t account_id = 0;
    std::string password_hash;
};

// What is told of a link that is none (any more).
inline Error unknown_link() {
    return {ErrorKind::not_found, "accounts.link_unknown",
            "このリンクは使えません。期限が過ぎているか、正しくありません。もう一度お申し込みください。"};
}

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class AccountStore {
public:
    virtual ~AccountStore() = default;

    // Keeps a link unless its address has had enough of them: then nothing. Otherwise whether an account of the kind
    // has the address; for a purpose that lets somebody in, an active one.
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

    // The id of the active account that has an address, else nothing.
    virtual std::optional<std::int64_t> find_account(UnitOfWork& unit_of_work, AccountKind kind,
                                                     const std::string& mail) = 0;

    // Of an active account, else nothing.
    virtual std::optional<OwnAccess> find_access(UnitOfWork& unit_of_work, Account account) = 0;

    // Whether this is the account's password (still), and it is active; both stay so until the transaction ends. Of
    // members and owners.
    virtual bool hold_password(UnitOfWork& unit_of_work, Account account, const std::string& hash) = 0;

    // Replaces what a member or an owner is let in by; that of staff changes with an invitation alone. Links that were
    // mailed for it before are used from now on: whoever asked for them may be the one who is kept out. Error of
    // set_mail(): conflict "accounts.mail_taken".
    virtual void set_password(UnitOfWork& unit_of_work, Account account, const std::string& hash, WallTime now) = 0;
    virtual Result<void> set_mail(UnitOfWork& unit_of_work, Account account, const std::string& mail, WallTime now) = 0;
};

}  // namespace hub::accounts
