#pragma once

#include <string>

#include "router/core/result.hpp"

namespace hub::supervisor {

// A bound and listening TCP socket that is closed with its owner.
class ListeningSocket {
public:
    // Opens "host:port" (an IPv4 or bracketed IPv6 address; port 0 lets the system choose) with SO_REUSEPORT, so that
    // several sockets share one address and the kernel spreads connections over them. Errors: invalid, permanent.
    static Result<ListeningSocket> open(const std::string& endpoint);
    // One that was opened before, by its descriptor.
    static ListeningSocket adopt(int descriptor) { return ListeningSocket(descriptor); }

    ListeningSocket() = default;
    ListeningSocket(ListeningSocket&& other) noexcept;
    ListeningSocket& operator=(ListeningSocket&& other) noexcept;
    ~ListeningSocket();

    int descriptor() const { return descriptor_; }
    int port() const;

private:
    explicit ListeningSocket(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace hub::supervisor
