#pragma once

#include "connectors/google_maps/lookup_service.hpp"
#include "connectors/google_maps/position_cache.hpp"
#include "connectors/support/budget.hpp"
#include "connectors/support/single_flight.hpp"
#include "router/core/connector.hpp"
#include "router/core/http.hpp"

namespace hub::google_maps {

// Takes place.lookup {"text"} and returns {"places":[…]} with the service of Google that the settings name: one request
// per lookup at most, one for all who ask the same at the same time, and none when the position is still known or the
// day's budget is used up (throttled "google_maps.budget"). The key travels in the query string, or in a header for
// Places (New); it is put together for each request and is in no error and no log; what Google says is neither logged
// nor kept, but for PositionCache. Errors: invalid (bad data), throttled, transient, permanent, cancelled. I/O thread
// only; what is passed by reference must outlive it.
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
    boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Deadline deadline);
    Error scrubbed(Error error) const;

    const GoogleMapsSettings settings_;
    const LookupService& service_;
    http::Budget& budget_;
    HttpClient& client_;
    const Clock& clock_;
    PositionCache cache_;
    http::SingleFlight flight_;
    std::optional<MonotonicTime> last_good_check_;
};

}  // namespace hub::google_maps
