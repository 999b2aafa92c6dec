#include "tests/support/servers.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hub::test {
namespace {

const std::string kScript = std::string(HUB_SOURCE_DIRECTORY) + "/config/deploy/services.sh";

// Waits for the end of this process, by whatever cause, and then stops the servers and removes their directory.
void leave_a_caretaker(const std::string& home) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) {
        close(ends[0]);
        return;  // the other end stays open as long as this process lives
    }
    setsid();
    dup2(ends[0], STDIN_FILENO);
    const int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    const std::string command = "cat; for service in redis postgresql; do '" + kScript + "' thaw-$service '" + home +
                                "'; done; '" + kScript + "' stop '" + home + "'; rm -rf '" + home + "' '" + home + ".errors'";
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
}

std::string output_of(const std::string& command, int& status) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "re");
    if (!pipe) throw std::runtime_error("popen failed");
    char buffer[4096];
    while (const auto count = fread(buffer, 1, sizeof(buffer), pipe)) text.append(buffer, count);
    status = pclose(pipe);
    return text;
}

std::string new_home() {
    char path[] = "/tmp/passport-hub-test-XXXXXX";
    if (!mkdtemp(path)) throw std::runtime_error("no directory can be made in /tmp");
    return path;
}

}  // namespace

Servers& Servers::shared() {
    static Servers servers;
    return servers;
}

Servers::Servers() : home_(new_home()) {
    // libpqxx and hiredis write to sockets whose other side may be gone.
    std::signal(SIGPIPE, SIG_IGN);
    leave_a_caretaker(home_);
    std::istringstream lines(run("start"));
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (line.starts_with("PASSPORT_HUB_") && equals != line.npos)
            environment_[line.substr(0, equals)] = line.substr(equals + 1);
    }
}

std::string Servers::run(const std::string& command) const {
    int status = 0;
    auto text = output_of("'" + kScript + "' " + command + " '" + home_ + "' 2>'" + home_ + ".errors'", status);
    if (status == 0) return text;
    std::ifstream errors(home_ + ".errors");
    std::stringstream reason;
    reason << errors.rdbuf();
    throw std::runtime_error("services.sh " + command + " failed: " + reason.str());
}

runtime::DatabaseSettings Servers::database(const std::string& role, const std::string& secret) const {
    runtime::DatabaseSettings settings;
    settings.host = "127.0.0.1";
    settings.port = postgres_port();
    settings.name = "passport";
    settings.role = role;
    std::ifstream file(home_ + "/secrets/" + secret);
    std::getline(file, settings.password);
    return settings;
}

}  // namespace hub::test
