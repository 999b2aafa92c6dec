#include "connectors/support/google_oauth.hpp"

#include <algorithm>

#include "connectors/support/single_flight.hpp"
#include "connectors/support/status_mapping.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"

namespace hub::http {
namespace {

constexpr std::chrono::minutes kRenewBefore{5};
constexpr std::chrono::seconds kLeastLeft{30};  // a token with less may end on its way
constexpr std::chrono::seconds kExchangeLimit{10};
constexpr std::int64_t kLongestLife = 24 * 3600;  // seconds; more is a mistake of the other side

struct Token {
    SharedText text;
    MonotonicTime ends{};
};

Error bad_answer() {
    return {ErrorKind::transient, "oauth.bad_answer", "the token endpoint's answer holds no usable access token"};
}

Result<Token> read_token(const HttpResponse& response, const Clock& clock) {
    const auto document = json::Document::parse(response.body);
    if (!document) return bad_answer();
    const auto text = document->root().string("access_token");
    const auto type = document->root().string("token_type").value_or("Bearer");
    const auto seconds = document->root().integer("expires_in").value_or(0);
    const bool is_plain = text && !text->empty() && std::all_of(text->begin(), text->end(), [](char character) {
                              return character > ' ' && character < 0x7f;  // it becomes a header's value
                          });
    if (!is_plain || seconds <= 0 || (type != "Bearer" && type != "bearer")) return bad_answer();
    const auto life = std::chrono::seconds(std::min(seconds, kLongestLife));
    return Token{std::make_shared<const std::string>(*text), clock.monotonic() + life};
}

// RFC 6749, 5.2: a 400 or 401 with invalid_grant and the like means the account itself is refused.
Error refusal_of(const HttpResponse& response, const Clock& clock) {
    auto error = to_error("oauth", response, clock);
    const auto document = json::Document::parse(response.body);
    const auto reason = document ? document->root().string("error") : std::nullopt;
    if (response.status == 400 || response.status == 401) {
        error.kind = ErrorKind::unauthenticated;
        error.code = "oauth.refused";
        if (reason && reason->size() < 60) error.detail = "the service account was refused: " + std::string(*reason);
    }
    return error;
}

}  // namespace

struct GoogleOauth::State {
    State(ServiceAccount service_account, std::string token_scope, HttpClient& http_client, const Clock& injected_clock)
        : account(std::move(service_account)),
          scope(std::move(token_scope)),
          client(http_client),
          clock(injected_clock) {}

    const ServiceAccount account;
    const std::string scope;
    HttpClient& client;
    const Clock& clock;
    Token current;
    SingleFlight flight;
};

GoogleOauth::GoogleOauth(ServiceAccount account, std::string scope, HttpClient& client, const Clock& clock)
    : state_(std::make_shared<State>(std::move(account), std::move(scope), client, clock)) {}

GoogleOauth::~GoogleOauth() = default;

boost::asio::awaitable<Result<SharedText>> GoogleOauth::exchange(std::shared_ptr<State> state) {
    const auto body = token_request(state->account, state->scope, state->clock.wall());
    if (!body) co_return body.error();
    HttpRequest request{
        "POST", state->account.token_uri, {{"Content-Type", "application/x-www-form-urlencoded"}}, *body, ""};
    const auto deadline = Deadline::after(state->clock, kExchangeLimit);
    auto response = co_await state->client.send(std::move(request), deadline);
    if (!response) {
        auto error = response.error();
        // A token that nobody received does no harm, so the exchange may be repeated.
        if (error.kind == ErrorKind::unknown_outcome) error.kind = ErrorKind::transient;
        co_return error;
    }
    if (response->status != 200) co_return refusal_of(*response, state->clock);
    auto token = read_token(*response, state->clock);
    if (!token) co_return token.error();
    state->current = *token;
    co_return token->text;
}

boost::asio::awaitable<Result<SharedText>> GoogleOauth::token(Deadline deadline) {
    const auto state = state_;
    SingleFlight::Operation operation = [state]() { return exchange(state); };
    const auto now = state->clock.monotonic();
    const auto current = state->current;
    if (!current.text || now + kLeastLeft >= current.ends) {
        auto result = co_await state->flight.join("token", std::move(operation), deadline);
        co_return result;
    }
    if (now + kRenewBefore >= current.ends) co_await state->flight.start("token", std::move(operation));
    co_return current.text;
}

void GoogleOauth::refused(const SharedText& token) {
    if (state_->current.text == token) state_->current = Token{};
}

}  // namespace hub::http
