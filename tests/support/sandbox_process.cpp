#include "tests/support/sandbox_process.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "router/core/json.hpp"

namespace hub::test {
namespace {

void write_file(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string read_line(int descriptor) {
    std::string line;
    char character = 0;
    while (::read(descriptor, &character, 1) == 1 && character != '\n') line += character;
    return line;
}

}  // namespace

SandboxProcess::SandboxProcess(const std::string& public_key_pem, const std::string& maps_key,
                               const std::vector<std::string>& more_options) {
    directory_ = (std::filesystem::temp_directory_path() / "hub-sandbox-XXXXXX").string();
    if (::mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("no temporary directory");
    write_file(directory_ + "/key.pem", public_key_pem);
    write_file(directory_ + "/maps_key", maps_key);
    const std::string source = HUB_SOURCE_DIRECTORY;
    std::vector<std::string> words{"node",
                                   source + "/tests/sandbox/main.mjs",
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--smtp",
                                   "127.0.0.1:0",
                                   "--ledger",
                                   directory_ + "/ledger.jsonl",
                                   "--agent",
                                   source + "/config/dialogflow_agent",
                                   "--service-account-public-key",
                                   directory_ + "/key.pem",
                                   "--maps-key-file",
                                   directory_ + "/maps_key"};
    words.insert(words.end(), more_options.begin(), more_options.end());
    start(std::move(words));
}

void SandboxProcess::start(std::vector<std::string> arguments) {
    int output[2];
    if (::pipe(output) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    std::vector<char*> texts;
    for (auto& argument : arguments) texts.push_back(argument.data());
    texts.push_back(nullptr);
    const int failure = ::posix_spawnp(&process_, "node", &actions, nullptr, texts.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(output[1]);
    const auto ready = json::Document::parse(failure == 0 ? read_line(output[0]) : std::string());
    ::close(output[0]);
    if (!ready) throw std::runtime_error("the sandbox did not get ready");
    base_url_ = ready->root().string("base_url").value_or("");
    token_uri_ = ready->root().string("token_uri").value_or("");
    const std::string smtp(ready->root().string("smtp").value_or(":0"));
    smtp_port_ = std::stoi(smtp.substr(smtp.rfind(':') + 1));
}

SandboxProcess::~SandboxProcess() {
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

std::string SandboxProcess::ledger() const {
    std::ifstream file(directory_ + "/ledger.jsonl", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace hub::test
