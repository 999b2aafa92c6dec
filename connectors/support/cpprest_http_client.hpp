#pragma once

#include <map>
#include <memory>
#include <string>

#include "router/core/http.hpp"

namespace web::http::client {
class http_client;
}

namespace hub::http {

// Sets the number of threads cpprestsdk works with (at least 2; its default is 40). The first statement of main:
// throws when anything has used cpprestsdk before.
void initialise_http_threads(std::size_t threads);

// HttpClient over cpprestsdk. One native client and so one pool of kept-alive connections per origin. The deadline is
// for the whole exchange. A response of more than most_response_bytes is unknown_outcome "http.body_too_large".
// Never sends a request again by itself once a byte of it may have arrived, except GET and HEAD on a kept-alive
// connection that the server closed. Errors and logs name the origin only: paths and queries may hold secrets.
// I/O thread only.
class CpprestHttpClient final : public HttpClient {
public:
    static constexpr std::size_t kMostResponseBytes = 2 * 1024 * 1024;
    static constexpr std::size_t kMostOrigins = 32;  // the one used longest ago makes room

    explicit CpprestHttpClient(std::size_t most_response_bytes = kMostResponseBytes);
    ~CpprestHttpClient() override;

    // Header names and values are checked; Host, Content-Length, Transfer-Encoding and Connection are this class's.
    boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Deadline deadline) override;

private:
    std::shared_ptr<web::http::client::http_client> client_for(const std::string& origin, bool is_tls);

    struct Origin {
        std::shared_ptr<web::http::client::http_client> client;
        std::uint64_t last_use = 0;
    };
    const std::size_t most_response_bytes_;
    std::map<std::string, Origin> origins_;
    std::uint64_t uses_ = 0;
};

}  // namespace hub::http
