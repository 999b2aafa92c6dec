#include "portal/pages/content_policy.hpp"

namespace hub::portal {
namespace {

constexpr char kEverywhere[] =
    "default-src 'none'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::string own_origin(const std::string& more_images) {
    return std::string(kEverywhere) + "; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'" +
           more_images;
}

// developers.google.com/maps/documentation/javascript/content-security-policy
std::string google_policy(std::string_view nonce) {
    const std::string trusted = "'nonce-" + std::string(nonce) + "'";
    return std::string(kEverywhere) + "; script-src " + trusted +
           " 'strict-dynamic' https: 'unsafe-eval' blob:; style-src 'self' " + trusted +
           " https://fonts.googleapis.com; img-src 'self' https://*.googleapis.com https://*.gstatic.com *.google.com "
           "*.googleusercontent.com data:; connect-src 'self' https://*.googleapis.com *.google.com "
           "https://*.gstatic.com data: blob:; font-src https://fonts.gstatic.com; frame-src *.google.com; "
           "worker-src blob:";
}

}  // namespace

std::string content_policy() { return own_origin({}); }

std::string content_policy(const MapSettings& settings, std::string_view nonce) {
    if (map_kind(settings) == MapKind::google) return google_policy(nonce);
    const auto origin = tile_origin(settings.tile_url);
    return own_origin(origin ? " " + *origin : std::string());
}

}  // namespace hub::portal
