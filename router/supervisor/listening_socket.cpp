#include "router/supervisor/listening_socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace hub::supervisor {
namespace {

constexpr int kBacklog = 4096;

Error failed(const std::string& endpoint, const std::string& what) {
    return {ErrorKind::permanent, "listen.failed", "cannot listen on " + endpoint + ": " + what};
}

}  // namespace

Result<ListeningSocket> ListeningSocket::open(const std::string& endpoint) {
    const auto colon = endpoint.rfind(':');
    if (colon == std::string::npos)
        return Error{ErrorKind::invalid, "listen.endpoint", "\"" + endpoint + "\" is not host:port"};
    std::string host = endpoint.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);

    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = getaddrinfo(host.c_str(), endpoint.substr(colon + 1).c_str(), &hints, &found);
    if (code != 0) return failed(endpoint, gai_strerror(code));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> address(found, &freeaddrinfo);

    ListeningSocket opened(::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int on = 1;
    if (opened.descriptor_ < 0 ||
        setsockopt(opened.descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
        setsockopt(opened.descriptor_, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0 ||
        bind(opened.descriptor_, address->ai_addr, address->ai_addrlen) != 0 ||
        listen(opened.descriptor_, kBacklog) != 0)
        return failed(endpoint, std::strerror(errno));
    return opened;
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

ListeningSocket& ListeningSocket::operator=(ListeningSocket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

ListeningSocket::~ListeningSocket() {
    if (descriptor_ >= 0) close(descriptor_);
}

int ListeningSocket::port() const {
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    if (getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
    return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                               : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
}

}  // namespace hub::supervisor
