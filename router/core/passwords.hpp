#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/result.hpp"

namespace hub {

// Held while it is somebody's turn to have a password hashed; given to the next in line when the last copy is gone. Who
// hands it over with a password has it given on as soon as that is hashed, before anything else is waited for.
using PasswordTurn = std::shared_ptr<const void>;

// Password hashing as handlers see it: slow on purpose, and never on the I/O thread. Whoever wants it waits for a turn
// first; who logs in does so before the database is asked, so that a crowd costs no more than its place in line. Called
// on the I/O thread only.
class Passwords {
public:
    virtual ~Passwords() = default;
    // Error: transient "passwords.busy" with retry_after when the line is full. Asked before other work is done in
    // vain.
    virtual Result<void> room_in_line() const = 0;
    // Error: transient "passwords.busy" with retry_after when too many are in line, or it waited in vain.
    virtual boost::asio::awaitable<Result<PasswordTurn>> turn(Deadline deadline) = 0;
    // The hash to store; it holds its own salt and parameters. Error: transient "passwords.busy" after the deadline.
    virtual boost::asio::awaitable<Result<std::string>> hash(PasswordTurn turn, std::string password,
                                                             Deadline deadline) = 0;
    // Whether the password belongs to the hash. An empty hash takes as long as any and belongs to no password. Error as
    // that of hash().
    virtual boost::asio::awaitable<Result<bool>> matches(PasswordTurn turn, std::string password, std::string hash,
                                                         Deadline deadline) = 0;
};

}  // namespace hub
