#pragma once

#include <mutex>

#include "connectors/support/cpprest_http_client.hpp"

namespace hub::test {

// cpprestsdk's threads may be set up once per process only, and test binaries have many tests.
inline void start_http_threads() {
    static std::once_flag once;
    std::call_once(once, [] { http::initialise_http_threads(2); });
}

}  // namespace hub::test
