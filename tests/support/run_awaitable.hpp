#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace hub::test {

// Runs one coroutine to its end on an own io_context and returns its result. Fails (throws) instead of hanging.
template <typename Value>
Value run_awaitable(boost::asio::io_context& context, boost::asio::awaitable<Value> operation,
                    std::chrono::milliseconds longest = std::chrono::seconds(10)) {
    std::optional<Value> outcome;
    std::exception_ptr failure;
    boost::asio::co_spawn(context, std::move(operation), [&](std::exception_ptr thrown, Value value) {
        failure = thrown;
        outcome = std::move(value);
    });
    context.restart();
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!outcome && std::chrono::steady_clock::now() < end) context.run_one_until(end);
    // What the coroutine left behind must end too: destroying a suspended coroutine crashes in Asio 1.18.
    context.run_until(end);
    if (failure) std::rethrow_exception(failure);
    if (!outcome) throw std::runtime_error("the coroutine did not end in time");
    return std::move(*outcome);
}

template <typename Value>
Value run_awaitable(boost::asio::awaitable<Value> operation,
                    std::chrono::milliseconds longest = std::chrono::seconds(10)) {
    boost::asio::io_context context;
    return run_awaitable(context, std::move(operation), longest);
}

}  // namespace hub::test
