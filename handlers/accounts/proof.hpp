#pragma once

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

// By what somebody has proven to be an account's person. Hashing takes time and waits its turn: what was proven is
// looked at again where it takes effect.
struct Proof {
    Account account;
    std::string password_hash;  // the account's at that time; empty: not looked at again
    std::string link;           // digest of the link of the purpose login that is used up by it; empty: none
};

// In the transaction in which the proof takes effect: uses the link, and holds the password until the end. Errors:
// those of AccountStore::use_link(), unauthenticated "accounts.login_refused" when the account has another password or
// is not active any more.
Result<void> redeem(AccountServices& services, UnitOfWork& unit_of_work, const Proof& proof);

}  // namespace hub::accounts
