#pragma once

#include "connectors/google_maps/geocoding_wire.hpp"
#include "connectors/google_maps/position_cache.hpp"
#include "connectors/support/budget.hpp"
#include "connectors/support/single_flight.hpp"
#include "router/core/connector.hpp"
#include "router/core/http.hpp"

namespace hub::google_maps {

struct GoogleMapsSettings {
    std::string base_url = "https://maps.googleapis.com";
    std::string key{};  // secret; empty: every lookup is permanent "google_maps.no_key"
    std::int64_t requests_per_day = 2000;
    std::size_t most_positions_kept = 2000;
};

// Takes place.lookup {"text"} and returns {"places":[…]} with Google's Geocoding: one request per lookup at most, one
// for all who ask the same at the same time, and none when the position is still known or the day's budget is used up
// (throttled "google_maps.budget"). The key travels in the query string, which is put together for each request and is
// in no error and no log; what Google says is neither logged nor kept, but for PositionCache. Errors: invalid (bad
// data), throttled, transient, permanent, cancelled. I/O thread only; what is passed by reference must outlive it.
class GoogleMapsSink final : public Sink {
public:
    GoogleMapsSink(GoogleMapsSettings settings, http::Budget& budget, HttpClient& client, const Clock& clock);

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    // Asks something that Google refuses without charge once it has accepted the key. A good outcome counts for a
    // minute.
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    boost::asio::awaitable<Result<SharedText>> look_up_and_keep(std::string text, Deadline deadline);
    boost::asio::awaitable<Result<std::vector<GooglePosition>>> look_up(std::string text, Deadline deadline);
    boost::asio::awaitable<Result<HttpResponse>> get(std::string target, Deadline deadline);
    Error scrubbed(Error error) const;

    const GoogleMapsSettings settings_;
    http::Budget& budget_;
    HttpClient& client_;
    const Clock& clock_;
    PositionCache cache_;
    http::SingleFlight flight_;
    std::optional<MonotonicTime> last_good_check_;
};

}  // namespace hub::google_maps
