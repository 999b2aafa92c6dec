#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/result.hpp"

namespace hub {

// Password hashing as handlers see it: slow on purpose, and never on the I/O thread.
// Error of both: transient "passwords.busy" with retry_after when too many are waiting, or it waited in vain.
class Passwords {
public:
    virtual ~Passwords() = default;
    // The hash to store; it holds its own salt and parameters.
    virtual boost::asio::awaitable<Result<std::string>> hash(std::string password, Deadline deadline) = 0;
    // Whether the password belongs to the hash. An empty hash takes as long as any and belongs to no password.
    virtual boost::asio::awaitable<Result<bool>> matches(std::string password, std::string hash, Deadline deadline) = 0;
};

}  // namespace hub
