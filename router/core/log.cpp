#include "router/core/log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "router/core/clock.hpp"
#include "router/core/json.hpp"

namespace hub::log {
namespace {

struct Configuration {
    Level least = Level::info;
    std::string process_name = "passport-hub";
};

Configuration& configuration() {
    static Configuration current;
    return current;
}

spdlog::logger& logger() {
    static const auto standard_error = [] {
        auto created = std::make_shared<spdlog::logger>("hub", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        created->set_pattern("%v");
        created->set_level(spdlog::level::trace);
        created->flush_on(spdlog::level::trace);
        return created;
    }();
    return *standard_error;
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "error";
}

}  // namespace

void configure(Level least, std::string process_name) { configuration() = {least, std::move(process_name)}; }

bool reopen(const std::string& path) {
    const int opened = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (opened < 0) {
        warning("log.not_reopened", {{"path", path}, {"why", std::strerror(errno)}});
        return false;
    }
    dup2(opened, STDERR_FILENO);
    close(opened);
    return true;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < configuration().least) return;
    try {
        json::Writer writer;
        writer.begin_object();
        writer.member("time", to_rfc3339(system_clock().wall()));
        writer.member("level", name_of(level));
        writer.member("process", configuration().process_name);
        writer.member("event", event);
        for (const auto& field : fields) writer.member(field.name, field.value);
        writer.end_object();
        const std::string line = writer.take();
        logger().log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
    } catch (...) {
        // A log line must never take the process down; there is nowhere left to say so.
    }
}

}  // namespace hub::log
