#include "connectors/google_maps/lookup_service.hpp"

#include "connectors/google_maps/geocoding_wire.hpp"
#include "connectors/google_maps/places_new_wire.hpp"
#include "connectors/google_maps/places_wire.hpp"
#include "connectors/support/status_mapping.hpp"

namespace hub::google_maps {
namespace {

using Positions = Result<std::vector<GooglePosition>>;

// What HTTP itself says: a denial there is an operator's business like one in the body.
Error from_status(const HttpResponse& response, const Clock& clock) {
    auto error = http::to_error("google_maps", response, clock);
    if (error.kind != ErrorKind::transient && error.kind != ErrorKind::throttled) error.kind = ErrorKind::permanent;
    if (response.status == 504) error.kind = ErrorKind::transient;  // a lookup changes nothing: it may be repeated
    return error;
}

// The legacy services take the key in the query string and nowhere else.
HttpRequest get(const GoogleMapsSettings& settings, const std::string& target) {
    return {"GET",
            settings.base_url + target + "&key=" + percent_encode(settings.key),
            {{"Accept", "application/json"}},
            "",
            ""};
}

HttpRequest post(const GoogleMapsSettings& settings, std::string body) {
    return {"POST",
            settings.base_url + std::string(kSearchTextPath),
            {{"Content-Type", "application/json; charset=utf-8"},
             {"X-Goog-Api-Key", settings.key},
             {"X-Goog-FieldMask", std::string(kPlaceFields)}},
            std::move(body),
            ""};
}

HttpRequest ask_geocoding(std::string_view text, const GoogleMapsSettings& settings) {
    return get(settings, geocoding_target(text));
}

HttpRequest ask_places(std::string_view text, const GoogleMapsSettings& settings) {
    return get(settings, text_search_target(text, settings.bias));
}

HttpRequest ask_places_new(std::string_view text, const GoogleMapsSettings& settings) {
    return post(settings, search_text_body(text, settings.bias));
}

Positions geocoding_answer(const HttpResponse& response, std::string_view, const Clock& clock) {
    return response.status == 200 ? read_geocoding(response.body, clock.wall()) : from_status(response, clock);
}

Positions places_answer(const HttpResponse& response, std::string_view text, const Clock& clock) {
    return response.status == 200 ? read_text_search(response.body, text, clock.wall()) : from_status(response, clock);
}

Positions places_new_answer(const HttpResponse& response, std::string_view text, const Clock& clock) {
    return response.status == 200 ? read_search_text(response.body, text, clock.wall()) : from_status(response, clock);
}

HttpRequest check_geocoding(const GoogleMapsSettings& settings) { return get(settings, key_check_target()); }

HttpRequest check_places(const GoogleMapsSettings& settings) { return get(settings, text_search_check_target()); }

HttpRequest check_places_new(const GoogleMapsSettings& settings) { return post(settings, search_text_check_body()); }

// Refused as incomplete is what was wanted.
Result<void> read_legacy_check(const HttpResponse& response, const Clock& clock) {
    const auto read = geocoding_answer(response, "", clock);
    if (!read && read.error().kind != ErrorKind::invalid) return read.error();
    return Result<void>::success();
}

Result<void> read_places_new_check(const HttpResponse& response, const Clock& clock) {
    if (response.status == 200 || (response.status == 400 && !means_the_key(response.body)))
        return Result<void>::success();
    return from_status(response, clock);
}

}  // namespace

const LookupService& lookup_service(Lookup lookup) {
    static const LookupService geocoding{ask_geocoding, geocoding_answer, check_geocoding, read_legacy_check};
    static const LookupService places{ask_places, places_answer, check_places, read_legacy_check};
    static const LookupService places_new{ask_places_new, places_new_answer, check_places_new, read_places_new_check};
    switch (lookup) {
        case Lookup::places: return places;
        case Lookup::places_new: return places_new;
        default: return geocoding;
    }
}

}  // namespace hub::google_maps
