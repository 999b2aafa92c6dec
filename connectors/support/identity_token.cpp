#include "connectors/support/identity_token.hpp"

#include "connectors/support/base64.hpp"
#include "router/core/json.hpp"

namespace hub::http {
namespace {

constexpr std::size_t kLongestToken = 8 * 1024;
constexpr std::int64_t kClockDifference = 60;  // seconds

struct Parts {
    std::string_view signed_text;
    std::string header;
    std::string claims;
    std::string signature;
};

Error refused(const char* code, const char* detail) { return {ErrorKind::unauthenticated, code, detail}; }

Error malformed() { return {ErrorKind::invalid, "identity.malformed", "not a signed JSON Web Token"}; }

Result<Parts> split(std::string_view token) {
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (token.size() > kLongestToken || second == std::string_view::npos) return malformed();
    auto header = base64url_decode(token.substr(0, first));
    auto claims = base64url_decode(token.substr(first + 1, second - first - 1));
    auto signature = base64url_decode(token.substr(second + 1));
    if (!header || !claims || !signature) return malformed();
    return Parts{token.substr(0, second), *std::move(header), *std::move(claims), *std::move(signature)};
}

Result<std::string> key_id_in(const std::string& header) {
    const auto document = json::Document::parse(header);
    if (!document) return malformed();
    const auto root = document->root();
    // The algorithm is ours to choose, never the token's ("none", HS256 with the public key as secret). `crit` names
    // extensions that must be understood: there are none.
    if (root.string("alg") != "RS256" || root.find("crit")) return malformed();
    const auto id = root.string("kid");
    if (!id || id->empty()) return malformed();
    return std::string(*id);
}

std::string_view without_scheme(std::string_view issuer) {
    return issuer.starts_with("https://") ? issuer.substr(8) : issuer;
}

bool is_for(const json::Value& claims, std::string_view audience) {
    const auto value = claims.find("aud");
    if (!value) return false;
    if (const auto one = value->as_string()) return *one == audience;
    for (const auto& element : value->elements())
        if (element.as_string() == audience) return true;
    return false;
}

Result<void> check_claims(const json::Value& claims, const IdentityTokenSettings& settings, WallTime time) {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    if (without_scheme(claims.string("iss").value_or("")) != without_scheme(settings.issuer))
        return refused("identity.issuer", "the identity token is of another issuer");
    if (!is_for(claims, settings.audience))
        return refused("identity.audience", "the identity token is for another service");
    const auto ends = claims.number("exp");
    if (!ends || *ends + kClockDifference <= static_cast<double>(now))
        return refused("identity.expired", "the identity token has expired");
    const auto issued = claims.number("iat");
    if (!issued || *issued - kClockDifference > static_cast<double>(now))
        return refused("identity.not_yet", "the identity token is from the future");
    if (claims.string("email") != settings.email || claims.boolean("email_verified") != true)
        return refused("identity.email", "the identity token is of another account");
    return Result<void>::success();
}

std::optional<RsaKey> read_key(const json::Value& value) {
    if (value.string("kty") != "RSA" || value.string("alg").value_or("RS256") != "RS256" ||
        value.string("use").value_or("sig") != "sig")
        return std::nullopt;
    const auto modulus = base64url_decode(value.string("n").value_or(""));
    const auto exponent = base64url_decode(value.string("e").value_or(""));
    if (!modulus || !exponent || modulus->empty() || exponent->empty()) return std::nullopt;
    auto key = RsaKey::public_key(*modulus, *exponent);
    if (!key) return std::nullopt;
    return *key;
}

}  // namespace

Result<IdentityKeys> identity_keys_from_json(std::string_view text) {
    const auto document = json::Document::parse(text);
    IdentityKeys keys;
    const auto list = document ? document->root().find("keys") : std::nullopt;
    if (list)
        for (const auto& element : list->elements()) {
            const auto id = element.string("kid").value_or("");
            if (auto key = read_key(element); key && !id.empty()) keys.insert_or_assign(std::string(id), *key);
        }
    if (keys.empty()) return Error{ErrorKind::invalid, "jwks.invalid", "no usable key in the key set"};
    return keys;
}

Result<std::string> key_id_of(std::string_view token) {
    const auto parts = split(token);
    if (!parts) return parts.error();
    return key_id_in(parts->header);
}

Result<void> verify_identity_token(std::string_view token, const IdentityKeys& keys,
                                   const IdentityTokenSettings& settings, WallTime now) {
    const auto parts = split(token);
    const auto id = parts ? key_id_in(parts->header) : Result<std::string>(parts.error());
    if (!id) return refused("identity.malformed", "the identity token is malformed");
    const auto key = keys.find(*id);
    if (key == keys.end())
        return Error{ErrorKind::not_found, "identity.unknown_key", "the identity token's key is not known"};
    if (!key->second.verify(parts->signed_text, parts->signature))
        return refused("identity.signature", "the identity token's signature is wrong");
    const auto claims = json::Document::parse(parts->claims);
    if (!claims) return refused("identity.malformed", "the identity token is malformed");
    return check_claims(claims->root(), settings, now);
}

}  // namespace hub::http
