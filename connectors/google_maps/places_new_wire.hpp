#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/google_maps/google_maps_settings.hpp"
#include "connectors/google_maps/google_position.hpp"
#include "router/core/http.hpp"

// Google's Places API (New): places:searchText. Errors come as HTTP statuses with a google.rpc.Status. Pure.
namespace hub::google_maps {

// The fields that are asked for; what is not named here is neither sent nor charged.
inline constexpr std::string_view kPlaceFields =
    "places.id,places.displayName,places.formattedAddress,places.addressComponents,places.location,places.types,"
    "places.businessStatus,places.attributions";

inline constexpr std::string_view kSearchTextPath = "/v1/places:searchText";

// The body for looking up `text`, preferably within the bias.
std::string search_text_body(std::string_view text, const Bias& bias);

// A body that Google refuses as incomplete and does not charge for.
std::string search_text_check_body();

// The positions in the body of a 200, as read_text_search; nothing found is {}. Error: unreadable_answer.
Result<std::vector<GooglePosition>> read_search_text(std::string_view body, std::string_view asked, WallTime now);

// True for the body of a 400 that means the key and not the request.
bool means_the_key(std::string_view error_body);

}  // namespace hub::google_maps
