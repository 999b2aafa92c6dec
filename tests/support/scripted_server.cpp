#include "tests/support/scripted_server.hpp"

#include <algorithm>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace hub::test {
namespace {

int listen_on_free_port(std::uint16_t& port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 || ::listen(listener, 64) != 0)
        throw std::runtime_error("no port to listen on");
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
    port = ntohs(address.sin_port);
    return listener;
}

std::size_t content_length(const std::string& head) {
    std::string small = head;
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char character) { return std::tolower(character); });
    const auto at = small.find("content-length:");
    return at == std::string::npos ? 0 : std::stoul(small.substr(at + 15));
}

}  // namespace

bool ScriptedConnection::read_more() {
    char chunk[16 * 1024];
    const auto count = ::recv(socket_, chunk, sizeof(chunk), 0);
    if (count <= 0) return false;
    buffer_.append(chunk, static_cast<std::size_t>(count));
    return true;
}

std::string ScriptedConnection::read_until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = buffer_.find(mark)) == std::string::npos)
        if (!read_more()) return std::exchange(buffer_, {});
    auto text = buffer_.substr(0, at + mark.size());
    buffer_.erase(0, at + mark.size());
    return text;
}

std::string ScriptedConnection::read_http_request() {
    auto request = read_until("\r\n\r\n");
    const auto length = content_length(request);
    while (buffer_.size() < length)
        if (!read_more()) break;
    const auto body = std::min(length, buffer_.size());
    request += buffer_.substr(0, body);
    buffer_.erase(0, body);
    return request;
}

bool ScriptedConnection::peer_closes() { return !read_more(); }

bool ScriptedConnection::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void ScriptedConnection::reset() {
    const linger hard{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
}

ScriptedServer::ScriptedServer(std::vector<Script> scripts) : scripts_(std::move(scripts)) {
    listener_ = listen_on_free_port(port_);
    accepting_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    for (auto& thread : serving_) thread.join();
    ::close(listener_);
}

std::size_t ScriptedServer::connections() const {
    const std::lock_guard lock(mutex_);
    return serving_.size();
}

void ScriptedServer::wait_until_closed() const {
    std::unique_lock lock(mutex_);
    closed_.wait_for(lock, std::chrono::seconds(5), [this] { return open_.empty(); });
}

void ScriptedServer::accept_all() {
    for (;;) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        const timeval patience{5, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            ::close(socket);
            return;
        }
        open_.push_back(socket);
        const auto& script = scripts_[std::min(serving_.size(), scripts_.size() - 1)];
        serving_.emplace_back([this, script, socket] {
            ScriptedConnection connection(socket);
            script(connection);
            const std::lock_guard closing(mutex_);
            std::erase(open_, socket);
            ::close(socket);
            closed_.notify_all();
        });
    }
}

void Signal::raise() {
    {
        const std::lock_guard lock(mutex_);
        is_raised_ = true;
    }
    raised_.notify_all();
}

bool Signal::wait(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    return raised_.wait_for(lock, longest, [this] { return is_raised_; });
}

void Recorded::add(std::string text) {
    const std::lock_guard lock(mutex_);
    texts_.push_back(std::move(text));
}

std::vector<std::string> Recorded::all() const {
    const std::lock_guard lock(mutex_);
    return texts_;
}

std::uint16_t closed_port() {
    std::uint16_t port = 0;
    ::close(listen_on_free_port(port));
    return port;
}

}  // namespace hub::test
