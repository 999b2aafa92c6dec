#pragma once

#include <string>

#include "router/core/passwords.hpp"
#include "router/runtime/blocking_pool.hpp"
#include "router/runtime/turn_line.hpp"

namespace hub::runtime {

// Argon2id (RFC 9106) of libsodium: 19 MiB, two passes. At most two at once, so that a crowd that logs in takes neither
// all memory nor all cores; of the others 256 may wait, for at most 20 seconds.
class Argon2Passwords final : public Passwords {
public:
    explicit Argon2Passwords(const Clock& clock);
    Result<void> room_in_line() const override;
    boost::asio::awaitable<Result<PasswordTurn>> turn(Deadline deadline) override;
    boost::asio::awaitable<Result<std::string>> hash(PasswordTurn turn, std::string password,
                                                     Deadline deadline) override;
    boost::asio::awaitable<Result<bool>> matches(PasswordTurn turn, std::string password, std::string hash,
                                                 Deadline deadline) override;

    static constexpr std::size_t kAtOnce = 2;
    static constexpr std::size_t kTurns = 2 * kAtOnce;  // while two are hashed, two are looked up
    static constexpr std::size_t kMostWaiting = 256;

private:
    const std::string stand_in_;  // the hash of what nobody knows
    TurnLine line_{kTurns, kMostWaiting};
    BlockingPool pool_;
};

}  // namespace hub::runtime
