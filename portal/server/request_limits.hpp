#pragma once

#include <chrono>
#include <cstddef>

namespace hub::portal {

// What one request may cost before anything looks at what it asks for.
struct RequestLimits {
    std::size_t head_bytes = 16 * 1024;  // request line and header section, line ends included
    std::size_t target_bytes = 8 * 1024;
    std::size_t header_count = 100;
    std::size_t trailer_bytes = 8 * 1024;  // of a chunked body; trailers are dropped
};

// How long each phase of a connection may take, whatever trickles in meanwhile.
struct PhaseLimits {
    std::chrono::milliseconds head{10'000};    // from the first byte (or the connection) to the end of the head
    std::chrono::milliseconds body{20'000};    // from the end of the head to the end of the body
    std::chrono::milliseconds idle{30'000};    // between two requests
    std::chrono::milliseconds write{20'000};   // for an answer, plus one second per `write_bytes_per_second`
    std::chrono::milliseconds linger{2'000};   // for the peer to read a refusal before the socket is closed
    std::chrono::milliseconds overrun{2'000};  // that a handler may exceed its endpoint's time limit before it is cut
    std::size_t write_bytes_per_second = 64 * 1024;
};

}  // namespace hub::portal
