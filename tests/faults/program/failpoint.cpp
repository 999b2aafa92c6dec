// What router/core/failpoint.hpp promises: one point at a time is armed by a file, and taken once.
#include "router/core/failpoint.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <set>
#include <sstream>
#include <string>

#include <pqxx/pqxx>

namespace hub::failpoint {
namespace {

// The file named by PASSPORT_HUB_FAILPOINT holds "POINT WAY SKIP NUMBER": the way is kill, abort or exit; SKIP hits of
// a process are passed over; NUMBER tells one arming from the next. Whoever renames the file has taken the point.
struct Arming {
    std::string text, point, way;
    int skip = 0;
};

const char* path() {
    static const char* const found = std::getenv("PASSPORT_HUB_FAILPOINT");
    return found;
}

Arming read_arming() {
    Arming arming;
    if (!path()) return arming;
    const int file = open(path(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return arming;
    std::array<char, 200> room{};
    const auto length = read(file, room.data(), room.size());
    close(file);
    if (length <= 0) return arming;
    arming.text.assign(room.data(), static_cast<std::size_t>(length));
    std::istringstream words(arming.text);
    words >> arming.point >> arming.way >> arming.skip;
    return arming;
}

std::string taken_way;  // written once, just before the end

std::set<std::string, std::less<>>& notes() {
    static thread_local std::set<std::string, std::less<>> all;
    return all;
}

struct RedisMoment {
    std::string_view moment, verb, point;
};

constexpr RedisMoment kRedisMoments[] = {
    {"sent", "XADD", "K8.inside"},
    {"all sent", "XADD", "K8.after"},
    {"answer waits", "XADD", "K9.before"},
    {"answered", "XADD", "K9.inside"},
    {"all sent", "XREADGROUP", "K11.before"},
    {"answer waits", "XREADGROUP", "K11.inside"},
    {"sent", "MULTI", "K21.inside"},
    {"sent", "XACK", "K21.after"},
    {"sent", "XDEL", "K22.before"},
    {"sent", "EXEC", "K22.inside"},
};

}  // namespace

bool armed(std::string_view name) { return !name.empty() && read_arming().point == name; }

bool due(std::string_view name) {
    if (name.empty()) return false;
    const Arming arming = read_arming();
    if (arming.point != name) return false;
    static std::mutex mutex;
    static std::string counted;
    static int hits = 0;
    const std::lock_guard lock(mutex);
    if (counted != arming.text) hits = 0;
    counted = arming.text;
    if (++hits <= arming.skip) return false;
    const std::string taken = std::string(path()) + ".taken";
    if (std::rename(path(), taken.c_str()) != 0) return false;
    taken_way = arming.way;
    return true;
}

void end_process() {
    if (taken_way == "abort") std::abort();
    if (taken_way == "exit") std::quick_exit(70);
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

void die_of_poison(std::string_view data) {
    if (data.find("POISON") != std::string_view::npos) std::abort();
}

void note(std::string_view what) { notes().emplace(what); }

bool noted(std::string_view what) {
    const auto found = notes().find(what);
    if (found == notes().end()) return false;
    notes().erase(found);
    return true;
}

void write_commit(pqxx::transaction_base& transaction, std::size_t bytes) {
    constexpr std::string_view commit("Q\0\0\0\013COMMIT\0", 12);
    write_text(transaction.conn().sock(), commit.substr(0, bytes));
}

void write_text(int socket, std::string_view text) {
    while (!text.empty()) {
        const auto sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void await_answer(int socket) {
    pollfd descriptor{socket, POLLIN, 0};
    poll(&descriptor, 1, 3'000);
}

void read_bytes(int socket, std::size_t bytes) {
    std::array<char, 64> room{};
    await_answer(socket);
    (void)!recv(socket, room.data(), std::min(bytes, room.size()), 0);
}

void send_all(const std::function<int(int*)>& write) {
    for (int done = 0; done == 0;)
        if (write(&done) != 0) return;
}

std::string_view of_redis(std::string_view moment, std::string_view verb, int socket) {
    for (const auto& known : kRedisMoments) {
        if (known.moment != moment || known.verb != verb) continue;
        if (moment != "answer waits") return known.point;
        if (!armed(known.point)) return {};
        await_answer(socket);
        if (verb != "XREADGROUP") return known.point;
        std::array<char, 3> start{};
        const auto length = recv(socket, start.data(), start.size(), MSG_PEEK);
        const bool nothing = length < 3 || std::string_view(start.data(), 3) == "*-1";
        return nothing ? std::string_view{} : known.point;
    }
    return {};
}

std::chrono::milliseconds setting(const char* name, std::chrono::milliseconds usual) {
    const char* const text = std::getenv((std::string("PASSPORT_HUB_TEST_") + name).c_str());
    return text ? std::chrono::milliseconds(std::atol(text)) : usual;
}

}  // namespace hub::failpoint
