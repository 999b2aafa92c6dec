#include "router/runtime/argon2_passwords.hpp"

#include <sched.h>
#include <sodium.h>
#include <sys/resource.h>

#include "router/core/ids.hpp"

namespace hub::runtime {
namespace {

namespace asio = boost::asio;

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 * 1024 * 1024;
constexpr std::chrono::milliseconds kBusy{5'000};
constexpr std::chrono::milliseconds kLongestWait{20'000};  // for a turn

Result<std::string> argon2(const std::string& password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorKind::transient, "passwords.no_memory", "there is no memory to hash a password", kBusy};
    hash.resize(hash.find('\0'));
    return hash;
}

// The thread that hashes lets the event loop and the database's threads go first: an answer that takes a millisecond
// waits for no password. Nobody needs a privilege for less priority; where it is refused all the same, hashing goes on
// as it is.
void give_way() {
    thread_local const bool given = [] {
        constexpr int kNiceness = 10;
        const sched_param none{};
        const bool batch = sched_setscheduler(0, SCHED_BATCH, &none) == 0;  // of this thread alone, as the next
        return setpriority(PRIO_PROCESS, 0, kNiceness) == 0 && batch;
    }();
    (void)given;
}

std::string stand_in() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used");
    auto hash = argon2(random_bytes(32));
    if (!hash) throw std::runtime_error(hash.error().detail);
    return std::move(*hash);
}

Error busy() { return {ErrorKind::transient, "passwords.busy", "too many passwords are being checked", kBusy}; }

Error worded(Error error) { return error.kind == ErrorKind::cancelled ? busy() : error; }

}  // namespace

Argon2Passwords::Argon2Passwords(const Clock& clock)
    : stand_in_(stand_in()), pool_("passwords", kAtOnce, kTurns, clock) {}

Result<void> Argon2Passwords::room_in_line() const {
    if (line_.full()) return busy();
    return Result<void>::success();
}

asio::awaitable<Result<PasswordTurn>> Argon2Passwords::turn(Deadline deadline) {
    const auto longest = deadline.at_most(pool_.clock(), kLongestWait).remaining(pool_.clock());
    auto turn = co_await line_.wait(longest);
    if (!turn) co_return busy();
    co_return turn;
}

asio::awaitable<Result<std::string>> Argon2Passwords::hash(PasswordTurn turn, std::string password, Deadline deadline) {
    std::function<Result<std::string>()> job = [password = std::move(password)] {
        give_way();
        return argon2(password);
    };
    auto hash = co_await run_blocking<std::string>(pool_, std::move(job), deadline);
    turn.reset();
    if (!hash) co_return worded(std::move(hash).error());
    co_return hash;
}

asio::awaitable<Result<bool>> Argon2Passwords::matches(PasswordTurn turn, std::string password, std::string hash,
                                                       Deadline deadline) {
    const bool known = !hash.empty();
    std::function<Result<std::string>()> job = [password = std::move(password),
                                                hash = known ? std::move(hash) : stand_in_]() -> Result<std::string> {
        give_way();
        return std::string(crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0 ? "yes" : "");
    };
    const auto answer = co_await run_blocking<std::string>(pool_, std::move(job), deadline);
    turn.reset();
    if (!answer) co_return worded(answer.error());
    co_return known && !answer->empty();
}

}  // namespace hub::runtime
