#pragma once

#include "handlers/accounts/account.hpp"
#include "router/core/kept_answers.hpp"
#include "router/core/message.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::accounts {

// Changes that accounts ask for, each carried out once for its key. Of a change only that it was done is kept, in the
// same transaction: its answer follows from the request, or holds credentials. A refusal is kept with its words, so
// that a late copy cannot do what somebody was told is not done. The same key of two accounts is two keys.
class KeyedChanges {
public:
    // Both must outlive it.
    KeyedChanges(Transactions& transactions, KeptAnswers& answers) : transactions_(transactions), answers_(answers) {}

    // Runs `change`, which the message of an account asks for, in one transaction: true; false when the same was done
    // before under the message's key. Without a key it is always done. Errors: those of the change, also when it gave
    // them before; conflict kKeyInUse, invalid kKeyReused; those of the database.
    boost::asio::awaitable<Result<bool>> run(const Message& message, Account account, Transactions::Job change,
                                             Deadline deadline);

private:
    boost::asio::awaitable<Result<bool>> run_once(KeyedRequest request, Transactions::Job change, Deadline deadline);
    boost::asio::awaitable<Result<void>> keep_refusal(KeyedRequest request, Error refusal, Deadline deadline);

    Transactions& transactions_;
    KeptAnswers& answers_;
};

}  // namespace hub::accounts
