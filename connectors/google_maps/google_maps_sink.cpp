#include "connectors/google_maps/google_maps_sink.hpp"

#include "connectors/support/status_mapping.hpp"
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

// What HTTP itself says: a denial there is an operator's business like one in the body.
Error from_status(const HttpResponse& response, const Clock& clock) {
    auto error = http::to_error("google_maps", response, clock);
    if (error.kind != ErrorKind::transient && error.kind != ErrorKind::throttled) error.kind = ErrorKind::permanent;
    if (response.status == 504) error.kind = ErrorKind::transient;  // a lookup changes nothing: it may be repeated
    return error;
}

void alert(const Error& error) {
    if (error.kind == ErrorKind::permanent) log::error("google_maps.refused", {{"code", error.code}});
}

}  // namespace

GoogleMapsSink::GoogleMapsSink(GoogleMapsSettings settings, http::Budget& budget, HttpClient& client,
                               const Clock& clock)
    : settings_(std::move(settings)),
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

boost::asio::awaitable<Result<HttpResponse>> GoogleMapsSink::get(std::string target, Deadline deadline) {
    HttpRequest request{"GET",
                        settings_.base_url + target + "&key=" + percent_encode(settings_.key),
                        {{"Accept", "application/json"}},
                        "",
                        ""};
    auto response = co_await client_.send(std::move(request), deadline);
    if (!response) {
        auto error = scrubbed(response.error());
        // A lookup changes nothing, so an unknown outcome is none.
        if (error.kind == ErrorKind::unknown_outcome) error.kind = ErrorKind::transient;
        co_return error;
    }
    if (response->status != 200) co_return scrubbed(from_status(*response, clock_));
    co_return response;
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
    auto response = co_await get(geocoding_target(text), deadline);
    if (!response) co_return response.error();
    co_return read_geocoding(response->body, clock_.wall());
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
    auto response = co_await get(key_check_target(), deadline);
    if (!response) co_return response.error();
    const auto read = read_geocoding(response->body, clock_.wall());
    if (!read && read.error().kind != ErrorKind::invalid) co_return read.error();
    last_good_check_ = clock_.monotonic();
    co_return Result<void>::success();
}

}  // namespace hub::google_maps
