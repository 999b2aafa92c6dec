#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "router/core/error.hpp"

namespace hub {

// Either a value or an Error. Default-constructed it holds a `bug` error, because Asio 1.18 default-constructs the
// result of a coroutine that failed.
template <typename Value>
class [[nodiscard]] Result {
public:
    Result() : state_(Error{}) {}
    Result(Value value) : state_(std::move(value)) {}  // NOLINT: implicit on purpose, so that `return value;` works
    Result(Error error) : state_(std::move(error)) {}  // NOLINT

    bool ok() const { return std::holds_alternative<Value>(state_); }
    explicit operator bool() const { return ok(); }

    // Only when ok().
    Value& value() & { assert(ok()); return *std::get_if<Value>(&state_); }
    const Value& value() const& { assert(ok()); return *std::get_if<Value>(&state_); }
    Value&& value() && { assert(ok()); return std::move(*std::get_if<Value>(&state_)); }
    Value* operator->() { return &value(); }
    const Value* operator->() const { return &value(); }
    Value& operator*() & { return value(); }
    const Value& operator*() const& { return value(); }
    Value&& operator*() && { return std::move(*this).value(); }

    // Only when !ok().
    const Error& error() const& { assert(!ok()); return *std::get_if<Error>(&state_); }
    Error&& error() && { assert(!ok()); return std::move(*std::get_if<Error>(&state_)); }

private:
    std::variant<Value, Error> state_;
};

// Success without a value.
struct Done {};

template <>
class [[nodiscard]] Result<void> : public Result<Done> {
public:
    using Result<Done>::Result;
    static Result success() { return Result(Done{}); }
};

}  // namespace hub
