#pragma once

#include "handlers/accounts/account_services.hpp"

// What the rules about getting in share.
namespace hub::accounts {

// What an account's owner is told by mail, whoever did it.
enum class Notice {
    password_changed,
    mail_change_asked,
    mail_changed,
    second_step_begun,
    second_step_ended,
    second_step_lifted,  // by staff
    owner_left
};

// "password_changed", ...
std::string_view name_of(Notice notice);
std::optional<Notice> notice_of(std::string_view name);

// Publishes account.changed {"kind", "mail", "notice", "at"} because of `cause`; about a change of the address with
// "purpose": "mail_change" as well.
void publish_notice(AccountServices& services, UnitOfWork& unit_of_work, const Message& cause, AccountKind kind,
                    const std::string& mail, Notice notice);

// Lets one source try only so many tokens: whoever has no link gets no further. Zero: go on.
boost::asio::awaitable<std::chrono::milliseconds> take_token_try(AccountServices& services, const Message& message,
                                                                 Deadline deadline);

// After a try with a link that is one.
boost::asio::awaitable<void> give_token_try_back(AccountServices& services, const Message& message, Deadline deadline);

// Lets an account change only so often what it is told of by mail. Zero: go on.
boost::asio::awaitable<std::chrono::milliseconds> take_change(AccountServices& services, Account account,
                                                              Deadline deadline);

// Whether whoever is behind the session knows the account's password; tries are counted by account and source. Errors:
// invalid "accounts.invalid" for "/password", throttled "request.too_many", those of passwords and database.
boost::asio::awaitable<Result<OwnAccess>> prove_password(AccountServices& services, Account account,
                                                         std::string password, AttemptKey source, Deadline deadline);

// In the transaction in which a proven password takes effect: holds it until the end, so that no change of it comes in
// between. `password_hash`: of the OwnAccess that prove_password() answered. Error: invalid "accounts.invalid" for
// "/password" when the account has another one by now or is not active any more.
Result<void> hold_proven(AccountServices& services, UnitOfWork& unit_of_work, Account account,
                         const std::string& password_hash);

// The password of {"password"}, by which whoever asks proves who they are. Error: invalid "accounts.invalid".
Result<std::string> read_password(const Message& message);

// Counts a source's tries of passwords.
AttemptKey password_source(const AccountServices& services, const Message& message);

// A name under which an account's tries for one purpose are counted.
std::string by_account(const AccountServices& services, std::string_view purpose, Account account);

// An account's owner can be kept out for five minutes by somebody who guesses, a guesser has 300 tries a day.
inline constexpr AttemptRule kGuessesOfAccount{5, std::chrono::seconds(1), std::chrono::minutes(5),
                                               std::chrono::hours(1)};
// Of one source: many households may share the address of a carrier's gateway, and who succeeds is not counted.
inline constexpr AttemptRule kGuessesOfSource{30, std::chrono::seconds(1), std::chrono::minutes(1),
                                              std::chrono::hours(1)};

// The error of one wrong field that was found out late.
Error wrong_field(std::string_view field, std::string_view problem);

// What an operation answers that has nothing to tell.
inline SharedText nothing() { return std::make_shared<const std::string>("{}"); }

}  // namespace hub::accounts
