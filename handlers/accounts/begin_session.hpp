#pragma once

#include "handlers/accounts/proof.hpp"

namespace hub::accounts {

// Begins a session of an account that has proven itself by `message`, whose own session ends: {"session",
// "session_seconds", and the account's number as "user_id", "owner_id" or "staff_id"}. Errors: those of redeem().
boost::asio::awaitable<Result<SharedText>> begin_session(AccountServices& services, Proof proof, Message message,
                                                         Deadline deadline);

}  // namespace hub::accounts
