#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "connectors/support/cpprest_http_client.hpp"
#include "router/core/clock.hpp"
#include "tests/support/http_threads.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/self_signed_certificate.hpp"

namespace hub::http {
namespace {

using namespace std::chrono_literals;

// OpenSSL's own test server: a TLS peer that shares no code with the hub's client. Serves one connection with the file
// that is asked for, headers included, then ends.
class OneTlsConnection {
public:
    OneTlsConnection(const std::string& directory, const std::string& options) {
        const auto command = "cd '" + directory +
                             "' && exec timeout 20 openssl s_server -accept 127.0.0.1:0 -naccept 1 " +
                             "-cert certificate.pem -key key.pem -HTTP " + options + " 2>&1 </dev/null";
        output_ = ::popen(command.c_str(), "r");
        if (output_ == nullptr) throw std::runtime_error("openssl s_server cannot be started");
        int port = 0;
        char line[256];
        while (port == 0 && std::fgets(line, sizeof(line), output_) != nullptr)
            if (std::sscanf(line, "ACCEPT 127.0.0.1:%d", &port) != 1) port = 0;
        if (port == 0) throw std::runtime_error("openssl s_server is not ready");
        port_ = std::to_string(port);
    }
    ~OneTlsConnection() { ::pclose(output_); }
    OneTlsConnection(const OneTlsConnection&) = delete;
    OneTlsConnection& operator=(const OneTlsConnection&) = delete;

    const std::string& port() const { return port_; }
    // Waits for the server's end. Whether an encrypted connection was made and a request read from it.
    bool has_read_a_request() {
        char line[256];
        std::string all;
        while (std::fgets(line, sizeof(line), output_) != nullptr) all += line;
        return all.find("FILE:answer") != std::string::npos;
    }

private:
    std::FILE* output_ = nullptr;
    std::string port_;
};

// This process trusts the certificate unless a test says otherwise.
class Https : public ::testing::Test {
protected:
    Https() {
        test::start_http_threads();
        std::ofstream(certificate_.directory() + "/answer")
            << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
        trust(certificate_.file());
    }
    ~Https() override { ::unsetenv("SSL_CERT_FILE"); }

    static void trust(const std::string& file) { ::setenv("SSL_CERT_FILE", file.c_str(), 1); }

    Result<HttpResponse> get(const OneTlsConnection& server, const std::string& host = "localhost") {
        return test::run_awaitable(
            context_, client_.send({"GET", "https://" + host + ":" + server.port() + "/answer", {}, "", ""},
                                   Deadline::after(system_clock(), 10s)));
    }

    void expect_refused(OneTlsConnection& server, const Result<HttpResponse>& response) {
        ASSERT_FALSE(response.ok());
        EXPECT_EQ(response.error().kind, ErrorKind::transient);
        EXPECT_EQ(response.error().code, "http.not_sent");
        EXPECT_FALSE(server.has_read_a_request());
    }

    test::SelfSignedCertificate certificate_;
    boost::asio::io_context context_;
    CpprestHttpClient client_;
};

TEST_F(Https, reaches_a_server_with_a_trusted_certificate_of_its_name) {
    for (const char* version : {"-tls1_2", "-tls1_3"}) {
        OneTlsConnection server(certificate_.directory(), version);
        const auto response = get(server);
        ASSERT_TRUE(response.ok()) << version << ": " << response.error().code << " " << response.error().detail;
        EXPECT_EQ(response->body, "hello");
        EXPECT_TRUE(server.has_read_a_request());
    }
}

TEST_F(Https, sends_nothing_to_a_server_that_nobody_vouches_for) {
    trust("/etc/ssl/certs/ca-certificates.crt");
    OneTlsConnection server(certificate_.directory(), "");
    const auto response = get(server);
    expect_refused(server, response);
}

TEST_F(Https, sends_nothing_to_a_server_with_a_certificate_of_another_name) {
    OneTlsConnection server(certificate_.directory(), "");
    const auto response = get(server, "127.0.0.1");
    expect_refused(server, response);
}

TEST_F(Https, sends_nothing_over_a_version_of_tls_that_is_no_longer_safe) {
    OneTlsConnection server(certificate_.directory(), "-tls1_1 -cipher ALL:@SECLEVEL=0");
    const auto response = get(server);
    expect_refused(server, response);
}

}  // namespace
}  // namespace hub::http
