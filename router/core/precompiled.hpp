#pragma once

// Precompiled for every target. <utility> must come first: Boost 1.74's awaitable.hpp uses std::exchange without
// including it and g++ 12 refuses that.
#include <utility>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
