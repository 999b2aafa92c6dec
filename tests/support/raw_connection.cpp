#include "tests/support/raw_connection.hpp"

#include <algorithm>
#include <stdexcept>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace hub::test {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char character) {
        return static_cast<char>(character >= 'A' && character <= 'Z' ? character + 32 : character);
    });
    return result;
}

// Takes one response off the front; empty when it is not whole yet.
std::optional<RawResponse> take_response(std::string_view& received, bool to_head) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    RawResponse response;
    response.head = received.substr(0, end + 2);
    response.status = std::stoi(response.head.substr(9, 3));
    const auto length_text = response.header("content-length");
    const bool bare = to_head || response.status < 200 || length_text.empty();
    const std::size_t length = bare ? 0 : std::stoul(length_text);
    if (received.size() < end + 4 + length) return std::nullopt;
    response.body = received.substr(end + 4, length);
    received.remove_prefix(end + 4 + length);
    return response;
}

}  // namespace

std::string RawResponse::header(std::string_view lower_case_name) const {
    const std::string wanted = "\r\n" + std::string(lower_case_name) + ":";
    const auto at = lower(head).find(wanted);
    if (at == std::string::npos) return {};
    const auto start = head.find_first_not_of(' ', at + wanted.size());
    return head.substr(start, head.find("\r\n", start) - start);
}

RawConnection::RawConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    const timeval limit{10, 0};
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to the test server");
}

RawConnection::~RawConnection() { ::close(socket_); }

bool RawConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawConnection::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool RawConnection::read_more() {
    char buffer[16384];
    const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("the server did not answer");
    if (count < 0 && errno == ECONNRESET) throw std::runtime_error("the server reset the connection");
    if (count <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(count));
    return true;
}

std::optional<RawResponse> RawConnection::read_response(bool to_head) {
    while (true) {
        std::string_view view = received_;
        auto response = take_response(view, to_head);
        received_.erase(0, received_.size() - view.size());
        if (response) return response;
        if (!read_more()) return std::nullopt;
    }
}

std::string RawConnection::read_to_end() {
    while (read_more()) {
    }
    return std::move(received_);
}

bool RawConnection::is_closed_by_peer() { return received_.empty() && !read_more(); }

std::vector<RawResponse> split_responses(std::string_view received, const std::vector<bool>& heads) {
    std::vector<RawResponse> responses;
    std::size_t finals = 0;
    while (!received.empty()) {
        auto response = take_response(received, finals < heads.size() && heads[finals]);
        if (!response) throw std::runtime_error("bytes after the last whole response: " + std::string(received));
        if (response->status >= 200) ++finals;
        responses.push_back(std::move(*response));
    }
    return responses;
}

}  // namespace hub::test
