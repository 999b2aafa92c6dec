// How many passwords the hub's threads hash when they do nothing else: of so many workers, each with its own.
//   password_benchmark WORKERS SECONDS      one line of JSON
#include <cstdio>
#include <iostream>
#include <memory>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "router/runtime/argon2_passwords.hpp"

namespace hub::runtime {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

// Hashes one password after the other until `end`; counts those that are done by then.
asio::awaitable<void> hash_until(Argon2Passwords& passwords, steady_clock::time_point end, std::size_t& hashed) {
    while (steady_clock::now() < end) {
        const auto deadline = Deadline::after(system_clock(), std::chrono::seconds(20));
        auto turn = co_await passwords.turn(deadline);
        if (!turn) throw std::runtime_error(turn.error().detail);
        auto hashing = passwords.hash(std::move(*turn), "kotori-ga-3wa-ita", deadline);
        const auto hash = co_await std::move(hashing);
        if (!hash) throw std::runtime_error(hash.error().detail);
        if (steady_clock::now() <= end) ++hashed;
    }
}

double hashes_per_second(std::size_t workers, std::chrono::seconds time) {
    asio::io_context context(1);
    std::vector<std::unique_ptr<Argon2Passwords>> passwords;
    for (std::size_t worker = 0; worker < workers; ++worker)
        passwords.push_back(std::make_unique<Argon2Passwords>(system_clock()));
    std::size_t hashed = 0;
    const auto begin = steady_clock::now();
    for (const auto& of_worker : passwords)
        for (std::size_t caller = 0; caller < 2 * Argon2Passwords::kAtOnce; ++caller)  // one waits for each that hashes
            asio::co_spawn(context, hash_until(*of_worker, begin + time, hashed), [](std::exception_ptr failure) {
                if (failure) std::rethrow_exception(failure);
            });
    context.run();
    return static_cast<double>(hashed) / std::chrono::duration<double>(time).count();
}

}  // namespace
}  // namespace hub::runtime

int main(int count, char** arguments) try {
    if (count != 3) throw std::invalid_argument("usage: password_benchmark WORKERS SECONDS");
    const std::size_t workers = std::stoull(arguments[1]);
    const auto rate = hub::runtime::hashes_per_second(workers, std::chrono::seconds(std::stoll(arguments[2])));
    const auto threads = workers * hub::runtime::Argon2Passwords::kAtOnce;
    std::printf("{\"threads\":%zu,\"hashes_per_second\":%.1f}\n", threads, rate);
    return 0;
} catch (const std::exception& error) {
    std::cerr << "password_benchmark: " << error.what() << '\n';
    return 1;
}
