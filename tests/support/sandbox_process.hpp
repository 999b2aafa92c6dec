#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace hub::test {

// The sandbox (tests/sandbox) as a process of its own on free ports, with its files in a temporary directory; ended and
// removed with the object. Needs node.
class SandboxProcess {
public:
    // `public_key_pem` is the key of the service account hub@passport-hub.iam.gserviceaccount.com; `more_options` are
    // further words of its command line. Throws std::runtime_error when the sandbox does not get ready.
    SandboxProcess(const std::string& public_key_pem, const std::string& maps_key,
                   const std::vector<std::string>& more_options = {});
    ~SandboxProcess();
    SandboxProcess(const SandboxProcess&) = delete;
    SandboxProcess& operator=(const SandboxProcess&) = delete;

    const std::string& base_url() const { return base_url_; }
    const std::string& token_uri() const { return token_uri_; }
    int smtp_port() const { return smtp_port_; }
    // What it accepted so far: JSON lines.
    std::string ledger() const;

private:
    void start(std::vector<std::string> arguments);
    std::string directory_;
    pid_t process_ = -1;
    std::string base_url_;
    std::string token_uri_;
    int smtp_port_ = 0;
};

}  // namespace hub::test
