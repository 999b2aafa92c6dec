#pragma once

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

// Begins a session of an account that has proven itself by `message`, whose own session ends: {"session",
// "session_seconds", and the account's number as "user_id", "owner_id" or "staff_id"}.
boost::asio::awaitable<Result<SharedText>> begin_session(AccountServices& services, Account account, Message message,
                                                         Deadline deadline);

}  // namespace hub::accounts
