#pragma once

#include <functional>

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

// What the holder of a link for registration sends beside what is particular to the kind of account.
struct LinkRegistration {
    AccountKind kind = AccountKind::member;
    std::string token;
    std::string password;
    std::string refusal_code;  // of the refusal of a password that is made of the address
    // Makes the account of an address; its number. Runs in the transaction that uses the link up.
    std::function<Result<std::int64_t>(UnitOfWork&, const std::string& mail, const std::string& password_hash,
                                       WallTime now)>
        make_account;
};

// Registers: {"user_id"} or {"owner_id"}. Errors: throttled "request.too_many"; those of AccountStore::use_link();
// invalid with refusal_code; those of make_account.
boost::asio::awaitable<Result<SharedText>> register_with_link(AccountServices& services, LinkRegistration registration,
                                                              Message message, Deadline deadline);

}  // namespace hub::accounts
