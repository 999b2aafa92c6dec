#include <charconv>
#include <stdexcept>
#include <system_error>

#include <sys/socket.h>
#include <unistd.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "portal/server/listener.hpp"

namespace hub::portal {
namespace {
namespace ip = boost::asio::ip;

// How many connections the kernel holds before the hub takes them; the system's own limit applies as well.
constexpr int kBacklog = 4096;

ip::tcp::endpoint endpoint_of(std::string_view address) {
    const auto colon = address.rfind(':');
    std::uint16_t port = 0;
    if (colon != std::string_view::npos) {
        const auto text = address.substr(colon + 1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
        auto host = address.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
        boost::system::error_code bad_host;
        const auto parsed = ip::make_address(std::string(host), bad_host);
        if (!bad_host && !text.empty() && error == std::errc{} && end == text.data() + text.size())
            return {parsed, port};
    }
    throw std::invalid_argument("\"" + std::string(address) + "\" is not an address and port like 127.0.0.1:8080");
}

void check(bool succeeded, int socket, std::string_view address) {
    if (succeeded) return;
    const int number = errno;
    if (socket >= 0) ::close(socket);
    throw std::system_error(number, std::generic_category(), "cannot listen on " + std::string(address));
}

}  // namespace

int open_listening_socket(std::string_view address, bool share_port) {
    const auto endpoint = endpoint_of(address);
    const int socket = ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
    check(socket >= 0, socket, address);
    const int on = 1;
    check(::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0, socket, address);
    if (share_port) check(::setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0, socket, address);
    check(::bind(socket, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0, socket, address);
    check(::listen(socket, kBacklog) == 0, socket, address);
    return socket;
}

}  // namespace hub::portal
