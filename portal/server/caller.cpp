#include "portal/server/caller.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "portal/server/header_syntax.hpp"
#include "portal/server/peer_rate_limit.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

// __Host- makes browsers refuse the cookie from other hosts of the domain and over plain HTTP.
constexpr std::string_view kCookie = "__Host-passport_session";
constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";
constexpr std::size_t kLongestToken = 64;
constexpr std::string_view kBearer = "bearer ";

// The key of "Authorization: Bearer KEY"; nothing for another scheme. What is too long is no key of ours.
std::optional<std::string> bearer_key(const HttpRequest& request) {
    const auto given = find_header(request.headers, "Authorization");
    if (!given || !equals_ignoring_case(given->substr(0, kBearer.size()), kBearer)) return std::nullopt;
    const auto key = without_blanks(given->substr(kBearer.size()));
    return key.empty() || key.size() > kLongestToken ? "?" : std::string(key);
}

}  // namespace

std::string cookie_of(const HttpRequest& request, std::string_view name) {
    std::string_view rest = find_header(request.headers, "Cookie").value_or("");
    std::string_view found;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = without_blanks(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        if (!found.empty()) return {};
        found = pair.substr(equals + 1);
    }
    return std::string(found);
}

void set_cookie(HttpResponse& response, std::string_view name, std::string_view value, std::chrono::seconds life) {
    response.headers.emplace_back("Set-Cookie", std::string(name) + "=" + std::string(value) + "; Max-Age=" +
                                                    std::to_string(life.count()) + std::string(kAttributes));
}

std::string session_of(const HttpRequest& request) {
    auto token = cookie_of(request, kCookie);
    return token.size() <= kLongestToken ? token : std::string();
}

std::string csrf_token(std::string_view session) {
    const std::string text = "csrf\n" + std::string(session);
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return to_hex(digest);
}

bool proves_session(const HttpRequest& request, std::string_view shown) {
    const auto session = session_of(request);
    const auto proof = csrf_token(session);
    return !session.empty() && shown.size() == proof.size() &&
           CRYPTO_memcmp(shown.data(), proof.data(), proof.size()) == 0;
}

void name_caller(Message& message, const HttpRequest& request) {
    message.extensions["peer"] = rate_limit_key(request.peer);
    auto session = session_of(request);
    if (!session.empty()) message.extensions["session"] = std::move(session);
}

void name_api_caller(Message& message, const HttpRequest& request) {
    auto key = bearer_key(request);
    if (!key) return name_caller(message, request);
    message.extensions["peer"] = rate_limit_key(request.peer);
    message.extensions["key"] = std::move(*key);
}

void begin_session(HttpResponse& response, std::string_view session, std::chrono::seconds life) {
    set_cookie(response, kCookie, session, life);
}

void end_session(HttpResponse& response) { set_cookie(response, kCookie, {}, std::chrono::seconds::zero()); }

}  // namespace hub::portal
