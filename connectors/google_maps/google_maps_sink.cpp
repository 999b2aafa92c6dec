#include "connectors/google_maps/google_maps_sink.hpp"

#include "handlers/catalog/folding.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::google_maps {
namespace {

constexpr std::size_t kLongestText = 100;  // code points
constexpr std::chrono::seconds kCheckHolds{60};

Result<std::string> read_text(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto text = document->root().string("text");
    const auto length = catalog::count_code_points(text.value_or(""));
    if (!text || catalog::fold(*text).empty() || length > kLongestText)
        return Error{ErrorKind::invalid,
                     "place_lookup.invalid",
                     "the lookup is not valid",
                     {},
                     {{"/text", "must be the name of a place of at most 100 characters"}}};
    return std::string(*text);
}

void alert(const Error& error) {
    if (error.kind == ErrorKind::permanent) log::error("google_maps.refused", {{"code", error.code}});
}

}  // namespace

GoogleMapsSink::GoogleMapsSink(GoogleMapsSettings settings, http::Budget& budget, HttpClient& client,
                               const Clock& clock)
    : settings_(std::move(settings)),
      service_(lookup_service(settings_.lookup)),
      budget_(budget),
      client_(client),
      clock_(clock),
      cache_(settings_.most_positions_kept) {}

// Whatever a library or a proxy puts into its words: not the key.
Error GoogleMapsSink::scrubbed(Error error) const {
    for (const auto& secret : {settings_.key, percent_encode(settings_.key)})
        for (auto at = error.detail.find(secret); !secret.empty() && at != std::string::npos;
             at = error.detail.find(secret))
            error.detail.replace(at, secret.size(), "…");
    return error;
}

boost::asio::awaitable<Result<HttpResponse>> GoogleMapsSink::send(HttpRequest request, Deadline deadline) {
    auto response = co_await client_.send(std::move(request), deadline);
    if (response) co_return response;
    auto error = scrubbed(response.error());
    // A lookup changes nothing, so an unknown outcome is none.
    if (error.kind == ErrorKind::unknown_outcome) error.kind = ErrorKind::transient;
    co_return error;
}

boost::asio::awaitable<Result<std::vector<GooglePosition>>> GoogleMapsSink::look_up(std::string text,
                                                                                    Deadline deadline) {
    if (settings_.key.empty())
        co_return Error{ErrorKind::permanent, "google_maps.no_key", "no Google Maps key is configured"};
    auto day = http::japanese_day(clock_.wall());
    auto taken = co_await budget_.take("google_maps", std::move(day), settings_.requests_per_day, deadline);
    if (!taken) co_return taken.error();
    if (!*taken) {
        metrics::number("hub_google_maps_over_budget_total").fetch_add(1);
        co_return Error{ErrorKind::throttled, "google_maps.budget", "the day's Google Maps requests are used up"};
    }
    metrics::number("hub_google_maps_requests_total").fetch_add(1);
    auto request = service_.request(text, settings_);
    auto response = co_await send(std::move(request), deadline);
    if (!response) co_return response.error();
    auto positions = service_.read(*response, text, clock_);
    if (!positions) co_return scrubbed(positions.error());
    co_return positions;
}

boost::asio::awaitable<Result<Receipt>> GoogleMapsSink::deliver(Message message, Delivery delivery) {
    const auto text = read_text(message);
    if (!text) co_return text.error();
    if (const auto known = cache_.find(*text, clock_.wall())) {
        // Google's own name for it may not be kept: the asker's words name it.
        const GooglePosition position{*text, known->lat, known->lng, "place", true, known->expires_at};
        co_return Receipt{"", std::make_shared<const std::string>(place_lookup_reply({position}))};
    }
    // One turn of the chat may ask twice at once, for Dialogflow and for the local agent: that is paid for once.
    http::SingleFlight::Operation operation = [this, text = *text, deadline = delivery.deadline] {
        return look_up_and_keep(text, deadline);
    };
    auto reply = co_await flight_.join(catalog::to_utf8(catalog::fold(*text)), std::move(operation), delivery.deadline);
    if (!reply) co_return reply.error();
    co_return Receipt{"", std::move(*reply)};
}

boost::asio::awaitable<Result<SharedText>> GoogleMapsSink::look_up_and_keep(std::string text, Deadline deadline) {
    auto positions = co_await look_up(text, deadline);
    if (!positions) {
        alert(positions.error());
        co_return positions.error();
    }
    // With several, or a guess, the person must choose: that cannot be answered from coordinates alone.
    if (positions->size() == 1 && positions->front().exact)
        cache_.store(text, {positions->front().lat, positions->front().lng, positions->front().expires_at});
    co_return std::make_shared<const std::string>(place_lookup_reply(*positions));
}

boost::asio::awaitable<Result<void>> GoogleMapsSink::check(Deadline deadline) {
    if (last_good_check_ && clock_.monotonic() < *last_good_check_ + kCheckHolds) co_return Result<void>::success();
    if (settings_.key.empty())
        co_return Error{ErrorKind::permanent, "google_maps.no_key", "no Google Maps key is configured"};
    auto request = service_.check_request(settings_);
    auto response = co_await send(std::move(request), deadline);
    if (!response) co_return response.error();
    const auto accepted = service_.read_check(*response, clock_);
    if (!accepted) co_return scrubbed(accepted.error());
    last_good_check_ = clock_.monotonic();
    co_return Result<void>::success();
}

}  // namespace hub::google_maps
