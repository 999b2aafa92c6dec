#include "connectors/support/cpprest_http_client.hpp"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

#include <cpprest/http_client.h>
#include <cpprest/producerconsumerstream.h>
#include <pplx/threadpool.h>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "connectors/support/http_url.hpp"

namespace hub::http {
namespace asio = boost::asio;
namespace {

// Thrown through cpprestsdk to end an exchange.
struct StaleConnection {};  // a kept-alive connection cannot be used any more; nothing was sent
struct BodyTooLarge {};

constexpr int kMostStaleConnections = 64;

Error too_late() { return {ErrorKind::cancelled, "deadline.passed", "the request could not be sent in time"}; }

// One request on its way; shared by the I/O thread and cpprestsdk's threads.
class Exchange {
public:
    using Finish = std::function<void(Result<HttpResponse>)>;

    Exchange(asio::any_io_executor executor, Finish finish)
        : home_(std::make_unique<Home>(std::move(executor), std::move(finish))) {}

    // I/O thread.
    void watch(const std::shared_ptr<Exchange>& self, Deadline deadline) {
        home_->timer.expires_at(deadline.at());
        home_->timer.async_wait([self](boost::system::error_code error) {
            if (!error) self->give_up();
        });
    }

    // Any thread. After the exchange has finished the executor may be gone, so a late result touches nothing.
    void report(const std::shared_ptr<Exchange>& self, Result<HttpResponse> result) {
        const std::lock_guard lock(mutex_);
        if (!home_) return;
        asio::post(home_->executor, [self, result = std::move(result)]() mutable { self->finish(std::move(result)); });
    }

    pplx::cancellation_token token() const { return cancellation_.get_token(); }
    void mark_sent() { sent_.store(true); }
    bool was_sent() const { return sent_.load(); }

private:
    // What belongs to the I/O thread and ends with the exchange.
    struct Home {
        Home(asio::any_io_executor io_executor, Finish callback)
            : executor(io_executor), guard(io_executor), timer(io_executor), finish(std::move(callback)) {}
        asio::any_io_executor executor;
        asio::executor_work_guard<asio::any_io_executor> guard;
        asio::steady_timer timer;
        Finish finish;
    };

    void give_up() {
        cancellation_.cancel();
        if (was_sent()) finish(Error{ErrorKind::unknown_outcome, "http.timeout", "no complete answer in time"});
        else finish(too_late());
    }

    void finish(Result<HttpResponse> result) {
        std::unique_ptr<Home> home;
        {
            const std::lock_guard lock(mutex_);
            home = std::move(home_);
        }
        if (!home) return;
        home->timer.cancel();
        home->finish(std::move(result));
    }

    std::mutex mutex_;
    std::unique_ptr<Home> home_;
    pplx::cancellation_token_source cancellation_;
    std::atomic<bool> sent_{false};
};

// A request that was checked, ready to be turned into a native one as often as a stale connection demands it.
struct Prepared {
    HttpRequest request;
    HttpUrl url;
    std::shared_ptr<web::http::client::http_client> client;
    std::size_t most_response_bytes;
};

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return character > ' ' && character < 0x7f &&
               std::string_view("\"(),/:;<=>?@[\\]{}").find(character) == std::string_view::npos;
    });
}

bool is_same_name(std::string_view left, std::string_view right) {
    return find_header({{std::string(left), ""}}, right).has_value();
}

std::optional<Error> problem_of(const HttpRequest& request) {
    if (!is_token(request.method)) return Error{ErrorKind::invalid, "http.method", "the method is not a token"};
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return Error{ErrorKind::invalid, "http.header",
                         "a header's name or value has characters that are not allowed"};
        for (const char* own : {"Host", "Content-Length", "Transfer-Encoding", "Connection"})
            if (is_same_name(name, own))
                return Error{ErrorKind::invalid, "http.header", "the header " + name + " is set by the client itself"};
    }
    return std::nullopt;
}

// cpprestsdk sends again by itself when a reused connection turns out closed, also a POST, unless the body's stream
// cannot be rewound: this one cannot.
concurrency::streams::istream once_only_body(const std::string& body) {
    concurrency::streams::producer_consumer_buffer<std::uint8_t> buffer;
    if (!body.empty()) {
        auto* room = buffer.alloc(body.size());
        std::copy(body.begin(), body.end(), room);
        buffer.commit(body.size());
    }
    buffer.close(std::ios_base::out);
    return buffer.create_istream();
}

web::http::http_request to_native(const Prepared& prepared, const std::shared_ptr<Exchange>& exchange) {
    const auto& request = prepared.request;
    web::http::http_request native(request.method);
    native.set_request_uri(web::uri(prepared.url.target));
    const bool is_retrieval = request.method == "GET" || request.method == "HEAD";
    if (!is_retrieval || !request.body.empty()) {
        const auto type = find_header(request.headers, "Content-Type");
        native.set_body(once_only_body(request.body), request.body.size(),
                        std::string(type.value_or("application/octet-stream")));
    }
    for (const auto& [name, value] : request.headers)
        if (!is_same_name(name, "Content-Type")) native.headers().add(name, value);
    if (!native.headers().has("User-Agent")) native.headers().add("User-Agent", "passport-hub");
    native.set_progress_handler([exchange, most = prepared.most_response_bytes](
                                    web::http::message_direction::direction direction, utility::size64_t bytes) {
        // The first call for the upload comes when the head has been handed to the kernel.
        if (direction == web::http::message_direction::upload) exchange->mark_sent();
        else if (bytes > most) throw BodyTooLarge();
    });
    return native;
}

// Called on a cpprestsdk thread once the whole response is there.
Result<HttpResponse> from_native(const web::http::http_response& native, std::size_t most_bytes) {
    HttpResponse response;
    response.status = native.status_code();
    if (response.status < 200 || response.status > 599)
        return Error{ErrorKind::unknown_outcome, "http.bad_status", "the answer's status is not one of a final answer"};
    for (const auto& [name, value] : native.headers()) response.headers.emplace_back(name, value);
    auto buffer = native.body().streambuf();
    response.body.resize(buffer.in_avail());
    if (response.body.size() > most_bytes) throw BodyTooLarge();
    auto* room = reinterpret_cast<std::uint8_t*>(response.body.data());
    if (buffer.scopy(room, response.body.size()) != response.body.size())
        return Error{ErrorKind::unknown_outcome, "http.no_answer", "the answer could not be read"};
    return response;
}

Error to_error(const std::exception_ptr& thrown, const Exchange& exchange, const std::string& origin) {
    std::string why = "unexpected failure";
    try {
        std::rethrow_exception(thrown);
    } catch (const BodyTooLarge&) {
        return {ErrorKind::unknown_outcome, "http.body_too_large", "the answer of " + origin + " is too large"};
    } catch (const web::uri_exception&) {
        return {ErrorKind::invalid, "http.url", "the request's URL cannot be sent"};
    } catch (const web::http::http_exception& exception) {
        why = exception.what();  // names the step that failed, never the URL
    } catch (...) {
        // Other exceptions may quote what they were given, secrets included.
    }
    if (exchange.was_sent())
        return {ErrorKind::unknown_outcome, "http.no_answer", "no complete answer of " + origin + ": " + why};
    return {ErrorKind::transient, "http.not_sent", "nothing could be sent to " + origin + ": " + why};
}

void attempt(const std::shared_ptr<Exchange>& exchange, const std::shared_ptr<const Prepared>& prepared, int stale) {
    const auto fail = [exchange, prepared] {
        exchange->report(exchange, to_error(std::current_exception(), *exchange, prepared->url.origin));
    };
    try {
        prepared->client->request(to_native(*prepared, exchange), exchange->token())
            .then([](web::http::http_response response) { return response.content_ready(); })
            .then([exchange, prepared, stale, fail](pplx::task<web::http::http_response> done) {
                try {
                    exchange->report(exchange, from_native(done.get(), prepared->most_response_bytes));
                } catch (const StaleConnection&) {
                    if (stale < kMostStaleConnections) attempt(exchange, prepared, stale + 1);
                    else fail();
                } catch (...) {
                    fail();
                }
            });
    } catch (...) {
        fail();
    }
}

// Whether a kept-alive connection has been closed by the server or holds bytes nobody asked for. Only asked before a
// request, when the connection must be silent.
bool is_stale(int socket) {
    char byte = 0;
    const auto count = ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

template <typename Stream>
void refuse_stale(web::http::client::native_handle handle) {
    auto& socket = static_cast<Stream*>(handle)->lowest_layer();
    if (socket.is_open() && is_stale(socket.native_handle())) throw StaleConnection();
}

web::http::client::http_client_config settings_of(bool is_tls) {
    web::http::client::http_client_config config;
    config.set_max_redirects(0);                    // credentials must not travel to another host
    config.set_timeout(std::chrono::seconds(120));  // per step; the deadline is always nearer
    config.set_ssl_context_callback([](asio::ssl::context& context) {
        context.set_options(asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1);
    });
    if (is_tls) config.set_nativehandle_options(refuse_stale<asio::ssl::stream<asio::ip::tcp::socket&>>);
    else config.set_nativehandle_options(refuse_stale<asio::ip::tcp::socket>);
    return config;
}

// Starts on a cpprestsdk thread: making a TLS connection reads the system's certificates from disk.
void start(const std::shared_ptr<Exchange>& exchange, std::shared_ptr<const Prepared> prepared) {
    asio::post(crossplat::threadpool::shared_instance().service(),
               [exchange, prepared = std::move(prepared)] { attempt(exchange, prepared, 0); });
}

Result<Prepared> prepare(HttpRequest request, std::size_t most_response_bytes) {
    auto url = parse_http_url(request.target);
    if (!url) return Error{ErrorKind::invalid, "http.url", "the request's URL is not an absolute http or https URL"};
    if (auto problem = problem_of(request)) return *std::move(problem);
    return Prepared{std::move(request), *std::move(url), nullptr, most_response_bytes};
}

}  // namespace

void initialise_http_threads(std::size_t threads) {
    crossplat::threadpool::initialize_with_threads(std::max<std::size_t>(threads, 2));
}

CpprestHttpClient::CpprestHttpClient(std::size_t most_response_bytes) : most_response_bytes_(most_response_bytes) {}
CpprestHttpClient::~CpprestHttpClient() = default;

std::shared_ptr<web::http::client::http_client> CpprestHttpClient::client_for(const std::string& origin, bool is_tls) {
    auto found = origins_.find(origin);
    if (found == origins_.end()) {
        if (origins_.size() >= kMostOrigins)
            origins_.erase(std::min_element(origins_.begin(), origins_.end(), [](const auto& left, const auto& right) {
                return left.second.last_use < right.second.last_use;
            }));
        auto client = std::make_shared<web::http::client::http_client>(web::uri(origin), settings_of(is_tls));
        found = origins_.emplace(origin, Origin{std::move(client), 0}).first;
    }
    found->second.last_use = ++uses_;
    return found->second.client;
}

asio::awaitable<Result<HttpResponse>> CpprestHttpClient::send(HttpRequest request, Deadline deadline) {
    auto prepared = prepare(std::move(request), most_response_bytes_);
    if (prepared) prepared->client = client_for(prepared->url.origin, prepared->url.is_tls);
    auto initiation = [prepared = std::move(prepared), deadline](auto handler) mutable {
        auto executor = asio::get_associated_executor(handler);
        // The handler is move-only and std::function wants copies: it travels behind a shared_ptr.
        auto shared_handler = std::make_shared<decltype(handler)>(std::move(handler));
        auto finish = [shared_handler](Result<HttpResponse> result) {
            (*shared_handler)(std::exception_ptr(), std::move(result));
        };
        auto exchange = std::make_shared<Exchange>(executor, std::move(finish));
        if (!prepared) return exchange->report(exchange, std::move(prepared).error());
        // Checked here too: the first bytes may be on their way before a timer that is due at once fires.
        if (deadline.passed(system_clock())) return exchange->report(exchange, too_late());
        exchange->watch(exchange, deadline);
        start(exchange, std::make_shared<const Prepared>(std::move(prepared).value()));
    };
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, Result<HttpResponse>)>(
        std::move(initiation), asio::use_awaitable);
}

}  // namespace hub::http
