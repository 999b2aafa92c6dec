#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace hub::test {

// A certificate for "localhost" that nobody vouches for, with its key, made by openssl in a directory of its own that
// is removed with the object.
class SelfSignedCertificate {
public:
    SelfSignedCertificate() {
        directory_ = (std::filesystem::temp_directory_path() / "hub-certificate-XXXXXX").string();
        if (::mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("no temporary directory");
        const auto command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
            "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout '" +
            key_file() + "' -out '" + file() + "' 2>/dev/null";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("no certificate");
    }
    ~SelfSignedCertificate() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    SelfSignedCertificate(const SelfSignedCertificate&) = delete;
    SelfSignedCertificate& operator=(const SelfSignedCertificate&) = delete;

    const std::string& directory() const { return directory_; }
    std::string file() const { return directory_ + "/certificate.pem"; }
    std::string key_file() const { return directory_ + "/key.pem"; }

private:
    std::string directory_;
};

}  // namespace hub::test
