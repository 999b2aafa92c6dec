#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/accounts/account_services.hpp"
#include "handlers/accounts/second_step_store.hpp"

// The rules of the second step of a login: tickets and codes.
namespace hub::accounts {

inline constexpr std::chrono::minutes kTicketLife{10};
inline constexpr std::chrono::minutes kSetupTicketLife{30};

// The purpose under which an authenticator's secret is sealed for storing.
inline constexpr std::string_view kAuthenticatorSecret = "authenticator_secret";

// What somebody holds who has taken the first of two steps. `secret`: of the authenticator that is being set up,
// sealed; empty for a login. `password`: what stands for the password that the account had then (see
// alias_of_password). `before`: what stands for the second step that there was then (see mark_of_step); empty for a
// login.
struct Ticket {
    Account account;
    std::string secret;
    std::string password{};
    std::string before{};
};

// A ticket as letters that only this hub reads.
std::string new_ticket(const AccountServices& services, const Ticket& ticket, std::chrono::minutes life);
// Nothing for one that is not ours or too old.
std::optional<Ticket> read_ticket(const AccountServices& services, std::string_view letters);

// What stands for a password's hash in a ticket, which ends with that password.
std::string alias_of_password(const AccountServices& services, const std::string& hash);

// What stands for an account's second step, or for there being none, in a ticket, which ends with it.
std::string mark_of_step(const std::optional<SecondStep>& step);

// conflict "accounts.ticket_over": what is told of a ticket that is none (any more).
Error ticket_over();

// What is stored of a code, mailed or for recovery: it cannot be found by trying all codes without the hub's key.
std::string code_digest(const AccountServices& services, Account account, std::string_view code);

// Ten codes for the day on which the second step cannot be taken: 50 random bits each, as "abcde-fgh23".
std::vector<std::string> new_recovery_codes();

// A code as it was typed, in any width and case, with blanks and hyphens or without: only its letters and digits.
std::string plain_code(std::string_view typed);

// Whether a code admits the account: of its authenticator, the mailed one, or one for recovery. What counts once is
// used. Called in a transaction that is committed whatever the answer.
bool use_any_code(AccountServices& services, UnitOfWork& unit_of_work, Account account, const std::string& code);

}  // namespace hub::accounts
