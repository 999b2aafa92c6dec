#pragma once

#include "connectors/google_maps/google_maps_settings.hpp"
#include "connectors/google_maps/google_position.hpp"
#include "router/core/http.hpp"

namespace hub::google_maps {

// How one of Google's services is asked for a place, with the key and all. Pure.
struct LookupService {
    HttpRequest (*request)(std::string_view text, const GoogleMapsSettings& settings);
    // The positions in a complete answer of whatever status. Errors: throttled, transient, invalid, permanent.
    Result<std::vector<GooglePosition>> (*read)(const HttpResponse& response, std::string_view text,
                                                const Clock& clock);
    // A request that costs nothing and tells whether the key is accepted, and what its answer says.
    HttpRequest (*check_request)(const GoogleMapsSettings& settings);
    Result<void> (*read_check)(const HttpResponse& response, const Clock& clock);
};

const LookupService& lookup_service(Lookup lookup);

}  // namespace hub::google_maps
