#include "connectors/support/identity_verifier.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/support/single_flight.hpp"
#include "connectors/support/status_mapping.hpp"
#include "router/core/log.hpp"

namespace hub::http {
namespace {

constexpr std::chrono::seconds kUsualLife = std::chrono::hours(1);
constexpr std::chrono::seconds kShortestLife{60};  // also the pause between two fetches
constexpr std::chrono::seconds kLongestLife = std::chrono::hours(24);
constexpr std::chrono::seconds kFetchLimit{5};

// max-age of Cache-Control (RFC 9111, 5.2.2.1).
std::chrono::seconds life_of(const HttpResponse& response) {
    const auto header = find_header(response.headers, "Cache-Control").value_or("");
    const auto at = header.find("max-age=");
    std::int64_t seconds = 0;
    if (at == std::string_view::npos) return kUsualLife;
    const auto begin = header.data() + at + 8;
    const auto [stopped, failure] = std::from_chars(begin, header.data() + header.size(), seconds);
    if (failure != std::errc() || stopped == begin) return kUsualLife;
    return std::clamp(std::chrono::seconds(std::min<std::int64_t>(seconds, 86400)), kShortestLife, kLongestLife);
}

}  // namespace

struct IdentityVerifier::State {
    State(IdentityTokenSettings token_settings, HttpClient& http_client, const Clock& injected_clock)
        : settings(std::move(token_settings)), client(http_client), clock(injected_clock) {}

    bool is_old() const { return clock.monotonic() >= good_until; }
    // While keys are being fetched everybody may join.
    bool may_fetch() const { return fetching || !fetched || clock.monotonic() >= *fetched + kShortestLife; }

    const IdentityTokenSettings settings;
    HttpClient& client;
    const Clock& clock;
    IdentityKeys keys;
    MonotonicTime good_until{};
    std::optional<MonotonicTime> fetched;  // the last try, successful or not
    bool fetching = false;
    SingleFlight flight;
};

IdentityVerifier::IdentityVerifier(IdentityTokenSettings settings, HttpClient& client, const Clock& clock)
    : state_(std::make_shared<State>(std::move(settings), client, clock)) {}

IdentityVerifier::~IdentityVerifier() = default;

boost::asio::awaitable<Result<SharedText>> IdentityVerifier::fetch(std::shared_ptr<State> state) {
    state->fetched = state->clock.monotonic();
    state->fetching = true;
    HttpRequest request{"GET", state->settings.keys_url, {{"Accept", "application/json"}}, "", ""};
    const auto deadline = Deadline::after(state->clock, kFetchLimit);
    auto response = co_await state->client.send(std::move(request), deadline);
    state->fetching = false;
    if (!response) co_return Error{ErrorKind::transient, "identity.no_keys", response.error().detail};
    if (response->status != 200) co_return to_error("identity_keys", *response, state->clock);
    auto keys = identity_keys_from_json(response->body);
    if (!keys) co_return Error{ErrorKind::transient, "identity.no_keys", keys.error().detail};
    state->keys = std::move(keys).value();
    state->good_until = state->clock.monotonic() + life_of(*response);
    co_return SharedText();
}

boost::asio::awaitable<Result<void>> IdentityVerifier::verify(std::string token, Deadline deadline) {
    const auto state = state_;
    const auto id = key_id_of(token);
    if (!id) co_return Error{ErrorKind::unauthenticated, "identity.malformed", "the identity token is malformed"};
    const bool is_known = state->keys.contains(*id);
    if ((!is_known || state->is_old()) && state->may_fetch()) {
        SingleFlight::Operation operation = [state]() { return fetch(state); };
        auto fetched = co_await state->flight.join("keys", std::move(operation), deadline);
        if (!fetched) {
            log::warning("identity_keys.unavailable", {{"code", fetched.error().code}});
            if (!is_known) co_return fetched.error();
        }
    }
    auto verified = verify_identity_token(token, state->keys, state->settings, state->clock.wall());
    if (!verified && verified.error().kind == ErrorKind::not_found)
        co_return Error{ErrorKind::unauthenticated, "identity.unknown_key", "the identity token's key is not known"};
    co_return verified;
}

}  // namespace hub::http
