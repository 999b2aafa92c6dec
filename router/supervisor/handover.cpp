#include "router/supervisor/handover.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "router/core/json.hpp"

namespace hub::supervisor {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostBytes = 64 * 1024;

Error unreadable(const std::string& why) {
    return {ErrorKind::invalid, "handover.unreadable", "the running supervisor's state cannot be taken over: " + why};
}

// A descriptor that is missing is -1.
int descriptor_in(const json::Value& object, std::string_view name) {
    return static_cast<int>(object.integer(name).value_or(-1));
}

Handover::Worker worker_in(const json::Value& value) {
    return {static_cast<int>(value.integer("index").value_or(-1)),
            static_cast<pid_t>(value.integer("pid").value_or(-1)), descriptor_in(value, "ready_pipe"),
            value.integer("age_ms").value_or(0)};
}

bool fits(const Handover& handover) {
    if (handover.public_sockets.empty() || handover.operations_socket < 0 || handover.lock < 0) return false;
    for (const int socket : handover.public_sockets)
        if (socket < 0) return false;
    for (const auto& worker : handover.workers)
        if (worker.pid <= 1 || worker.index < 0 ||
            static_cast<std::size_t>(worker.index) >= handover.public_sockets.size())
            return false;
    return !handover.run_directory.empty() && handover.drain_seconds > 0;
}

}  // namespace

std::string Handover::text() const {
    json::Writer writer;
    writer.begin_object();
    writer.member("version", kVersion);
    writer.key("public_sockets");
    writer.begin_array();
    for (const int socket : public_sockets) writer.value(socket);
    writer.end_array();
    writer.member("operations_socket", operations_socket);
    writer.member("deaths", deaths);
    writer.member("lock", lock);
    writer.member("run_directory", run_directory);
    writer.member("drain_seconds", drain_seconds);
    writer.key("workers");
    writer.begin_array();
    for (const auto& worker : workers) {
        writer.begin_object();
        writer.member("index", worker.index);
        writer.member("pid", static_cast<std::int64_t>(worker.pid));
        writer.member("ready_pipe", worker.ready_pipe);
        writer.member("age_ms", worker.age_milliseconds);
        writer.end_object();
    }
    writer.end_array();
    writer.member("upgrade_id", upgrade_id);
    writer.end_object();
    return writer.take();
}

Result<Handover> Handover::from_text(const std::string& text) {
    const auto document = json::Document::parse(text);
    if (!document) return unreadable(document.error().detail);
    const auto root = document->root();
    if (root.integer("version") != kVersion) return unreadable("its version is not known");
    Handover handover;
    if (const auto sockets = root.find("public_sockets"))
        for (const auto& socket : sockets->elements())
            handover.public_sockets.push_back(static_cast<int>(socket.as_integer().value_or(-1)));
    handover.operations_socket = descriptor_in(root, "operations_socket");
    handover.deaths = descriptor_in(root, "deaths");
    handover.lock = descriptor_in(root, "lock");
    handover.run_directory = root.string("run_directory").value_or("");
    handover.drain_seconds = root.integer("drain_seconds").value_or(0);
    if (const auto workers = root.find("workers"))
        for (const auto& worker : workers->elements()) handover.workers.push_back(worker_in(worker));
    handover.upgrade_id = root.string("upgrade_id").value_or("");
    if (!fits(handover)) return unreadable("something in it is missing");
    return handover;
}

Result<int> Handover::send() const {
    const auto content = text();
    const int descriptor = memfd_create("passport-hub-handover", 0);
    if (descriptor < 0 || write(descriptor, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
        const Error error{ErrorKind::transient, "handover.unwritable", std::strerror(errno)};
        if (descriptor >= 0) close(descriptor);
        return error;
    }
    return descriptor;
}

Result<Handover> Handover::receive(int descriptor) {
    std::string content(kMostBytes, '\0');
    const auto length = pread(descriptor, content.data(), content.size(), 0);
    const std::string why = length < 0 ? std::strerror(errno) : "";
    close(descriptor);
    if (length < 0) return unreadable(why);
    content.resize(static_cast<std::size_t>(length));
    return from_text(content);
}

void Handover::set_inherited(bool inherited) const {
    auto all = public_sockets;
    all.push_back(operations_socket);
    all.push_back(lock);
    if (deaths >= 0) all.push_back(deaths);
    for (const auto& worker : workers)
        if (worker.ready_pipe >= 0) all.push_back(worker.ready_pipe);
    for (const int descriptor : all) fcntl(descriptor, F_SETFD, inherited ? 0 : FD_CLOEXEC);
}

}  // namespace hub::supervisor
