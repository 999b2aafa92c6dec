#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/accounts/account.hpp"
#include "router/core/clock.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about the second step of a login need of a database.
namespace hub::accounts {

enum class SecondStepMethod { mail, authenticator };

// "mail", "authenticator".
constexpr std::string_view name_of(SecondStepMethod method) {
    return method == SecondStepMethod::mail ? "mail" : "authenticator";
}

struct SecondStep {
    SecondStepMethod method = SecondStepMethod::mail;
    std::string secret{};        // of the authenticator, sealed; empty for mail
    std::int64_t last_step = 0;  // of the authenticator's codes, the last that was used
    int recovery_codes = 0;      // that are left
    WallTime began_at{};
};

struct NewSecondStep {
    SecondStepMethod method = SecondStepMethod::mail;
    std::string secret;
    std::int64_t last_step = 0;
    std::vector<std::string> recovery_digests;
    WallTime began_at{};
};

// A code that was mailed.
struct MailedCode {
    std::string digest;
    WallTime expires_at{};
};

inline constexpr int kMostCodeTries = 5;  // of one mailed code

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class SecondStepStore {
public:
    virtual ~SecondStepStore() = default;

    virtual std::optional<SecondStep> find_second_step(UnitOfWork& unit_of_work, Account account) = 0;

    // Replaces what there was.
    virtual void begin_second_step(UnitOfWork& unit_of_work, Account account, const NewSecondStep& step) = 0;
    // False when there was none.
    virtual bool end_second_step(UnitOfWork& unit_of_work, Account account) = 0;

    // The code that counts from now on, and no other.
    virtual void keep_code(UnitOfWork& unit_of_work, Account account, const MailedCode& code) = 0;

    // Whether this is the mailed code, which is then used. Counts the try: after kMostCodeTries no code is right.
    virtual bool use_code(UnitOfWork& unit_of_work, Account account, const std::string& digest, WallTime now) = 0;

    // False when this or a later step of the authenticator was used before.
    virtual bool use_step(UnitOfWork& unit_of_work, Account account, std::int64_t step) = 0;

    // Whether this is a recovery code that is left, which is then used.
    virtual bool use_recovery_code(UnitOfWork& unit_of_work, Account account, const std::string& digest) = 0;
};

}  // namespace hub::accounts
