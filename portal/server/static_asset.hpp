#pragma once

#include <string>
#include <string_view>

#include "router/core/http.hpp"

namespace hub::portal {

enum class Caching {
    immutable,  // the path holds the content's hash: kept for a year, never asked for again
    revalidate  // asked for each time, answered with 304 while the ETag fits
};

// The first 16 hexadecimal digits of the content's SHA-256.
std::string content_hash(std::string_view content);

// A file name with its content's hash: ("site.css", ...) is "site.0123456789abcdef.css".
std::string hashed_name(std::string_view name, std::string_view content);

// Serves `content` at `path` without copying it, with ETag and If-None-Match (RFC 9110, 13.1.2).
HttpEndpoint asset_endpoint(std::string path, std::string content_type, std::string content, Caching caching);

}  // namespace hub::portal
