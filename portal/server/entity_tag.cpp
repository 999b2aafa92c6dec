#include "portal/server/entity_tag.hpp"

#include <algorithm>

#define XXH_INLINE_ALL  // nothing to link
#include <xxhash.h>

#include "portal/server/header_syntax.hpp"
#include "portal/server/response_head.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {

// A list of shops has some 20 KB: a cryptographic digest would cost as much as finding the shops does. What a chance
// collision (one in 2^64) would do is that one reader sees an older list until it changes once more.
std::string entity_tag(std::string_view content) {
    XXH64_canonical_t digest;
    XXH64_canonicalFromHash(&digest, XXH3_64bits(content.data(), content.size()));
    return "\"" + to_hex({reinterpret_cast<const char*>(digest.digest), sizeof(digest.digest)}) + "\"";
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
    if (without_blanks(if_none_match) == "*") return true;
    while (!if_none_match.empty()) {
        auto element = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(if_none_match.size(), element.size() + 1));
        element = without_blanks(element);
        if (element.starts_with("W/")) element.remove_prefix(2);
        if (element == etag) return true;
    }
    return false;
}

bool is_held(const HttpHeaders& headers, std::string_view etag) {
    return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
        return equals_ignoring_case(header.first, "If-None-Match") && matches_etag(header.second, etag);
    });
}

void send_unless_held(HttpResponse& response, const HttpHeaders& request_headers) {
    auto etag = entity_tag(content_of(response));
    if (is_held(request_headers, etag)) {
        response.status = 304;
        response.body.clear();
        response.shared_body.reset();
        std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Type"; });
    }
    response.headers.emplace_back("ETag", std::move(etag));
}

}  // namespace hub::portal
