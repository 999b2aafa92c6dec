#pragma once

#include <atomic>

#include "handlers/accounts/mail_seal.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::cli {

// Lets transactions through to the database whose addresses are sealed with the configured key; with another key none
// of them does anything. The first one looks, and so do all as long as it is not the right key, or not known to be.
class AccountKeyGuard final : public Transactions {
public:
    // `behind` must outlive it.
    AccountKeyGuard(Transactions& behind, accounts::MailSeal seal) : behind_(behind), seal_(std::move(seal)) {}

    // As those of `behind`. Error: transient "accounts.other_key".
    boost::asio::awaitable<Result<void>> run(Job job, Deadline deadline) override;
    boost::asio::awaitable<Result<void>> run_statement(Job job, Deadline deadline) override;

    // Looks in a transaction of somebody's, which need not be one of `behind`: another key may have been taken over
    // meanwhile. On any thread. Error: conflict "accounts.other_key".
    Result<void> look(UnitOfWork& unit_of_work);

private:
    Job guarded(Job job);

    Transactions& behind_;
    const accounts::MailSeal seal_;
    std::atomic<bool> fits_{false};
};

}  // namespace hub::cli
