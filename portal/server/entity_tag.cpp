#include "portal/server/entity_tag.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>

#include "portal/server/header_syntax.hpp"
#include "portal/server/response_head.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

constexpr std::uint64_t kOdd = 0x9e3779b185ebca87;
constexpr std::uint64_t kOther = 0xc2b2ae3d27d4eb4f;
constexpr std::size_t kLanes = 4;
constexpr std::size_t kBlock = kLanes * sizeof(std::uint64_t);

// The round of xxHash64.
std::uint64_t mixed(std::uint64_t digest, std::uint64_t word) { return std::rotl(digest + word * kOther, 31) * kOdd; }

// Four lanes at once, since a list of shops has some 20 KB: a cryptographic digest would cost as much as finding the
// shops does. What a chance collision (one in 2^64) would do is that one reader sees an older list until it changes
// once more.
std::uint64_t digest_of(std::string_view content) {
    std::array<std::uint64_t, kLanes> lanes{kOdd, kOther, kOdd ^ kOther, content.size()};
    for (; content.size() >= kBlock; content.remove_prefix(kBlock)) {
        std::array<std::uint64_t, kLanes> words{};
        std::memcpy(words.data(), content.data(), kBlock);
        for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] = mixed(lanes[lane], words[lane]);
    }
    std::uint64_t digest = std::hash<std::string_view>{}(content);
    for (const auto lane : lanes) digest = mixed(digest, lane);
    return digest ^ (digest >> 32);
}

}  // namespace

std::string entity_tag(std::string_view content) {
    const auto digest = digest_of(content);
    std::array<char, sizeof(digest)> bytes{};
    std::memcpy(bytes.data(), &digest, sizeof(digest));
    return "\"" + to_hex({bytes.data(), bytes.size()}) + "\"";
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
