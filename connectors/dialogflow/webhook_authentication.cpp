#include "connectors/dialogflow/webhook_authentication.hpp"

#include <stdexcept>

#include "connectors/support/base64.hpp"
#include "connectors/support/constant_time.hpp"
#include "connectors/support/identity_verifier.hpp"

namespace hub::dialogflow {
namespace {

enum class Proof { absent, right, wrong };

Error refused(const char* code) { return {ErrorKind::unauthenticated, code, "the request is not authenticated"}; }

// The credentials behind an authentication scheme (RFC 9110, 11.4); the scheme's name ignores case.
std::optional<std::string_view> credentials(const HttpHeaders& headers, std::string_view scheme) {
    const auto value = find_header(headers, "Authorization");
    if (!value || value->size() <= scheme.size() || (*value)[scheme.size()] != ' ') return std::nullopt;
    const HttpHeaders as_name{{std::string(value->substr(0, scheme.size())), ""}};
    if (!find_header(as_name, scheme)) return std::nullopt;
    return value->substr(scheme.size() + 1);
}

Proof basic(const WebhookSettings& settings, const HttpHeaders& headers) {
    const auto given = settings.basic_user.empty() ? std::nullopt : credentials(headers, "Basic");
    if (!given) return Proof::absent;
    const auto wanted = http::base64_encode(settings.basic_user + ":" + settings.basic_password);
    return http::equal_in_constant_time(*given, wanted) ? Proof::right : Proof::wrong;
}

Proof fixed_header(const WebhookSettings& settings, const HttpHeaders& headers) {
    const auto given = settings.header_name.empty() ? std::nullopt : find_header(headers, settings.header_name);
    if (!given) return Proof::absent;
    return http::equal_in_constant_time(*given, settings.header_token) ? Proof::right : Proof::wrong;
}

void validate(const WebhookSettings& settings) {
    const auto half = [](const std::string& left, const std::string& right) { return left.empty() != right.empty(); };
    if (half(settings.basic_user, settings.basic_password) || settings.basic_user.find(':') != std::string::npos)
        throw std::invalid_argument(
            "dialogflow webhook: basic_user (without a colon) and basic_password belong together");
    if (half(settings.header_name, settings.header_token))
        throw std::invalid_argument("dialogflow webhook: header_name and header_token belong together");
    if (half(settings.client_subject_header, settings.client_subject))
        throw std::invalid_argument("dialogflow webhook: client_subject_header and client_subject belong together");
    if (settings.identity && (settings.identity->issuer.empty() || settings.identity->audience.empty() ||
                              settings.identity->email.empty() || settings.identity->keys_url.empty()))
        throw std::invalid_argument("dialogflow webhook: identity needs issuer, audience, email and keys_url");
    if (settings.basic_user.empty() && settings.header_name.empty() && !settings.identity)
        throw std::invalid_argument("dialogflow webhook: configure basic_user, header_name or identity");
}

}  // namespace

WebhookAuthentication::WebhookAuthentication(WebhookSettings settings, HttpClient& client, const Clock& clock)
    : settings_(std::move(settings)) {
    validate(settings_);
    if (settings_.identity) identity_ = std::make_unique<http::IdentityVerifier>(*settings_.identity, client, clock);
}

WebhookAuthentication::~WebhookAuthentication() = default;

boost::asio::awaitable<Result<void>> WebhookAuthentication::check(HttpHeaders headers, Deadline deadline) {
    if (!settings_.client_subject_header.empty()) {
        const auto subject = find_header(headers, settings_.client_subject_header).value_or("");
        if (!http::equal_in_constant_time(subject, settings_.client_subject))
            co_return Error{ErrorKind::forbidden, "webhook.client_certificate", "another client certificate"};
    }
    const auto by_basic = basic(settings_, headers);
    const auto by_header = fixed_header(settings_, headers);
    if (by_basic == Proof::wrong || by_header == Proof::wrong) co_return refused("webhook.wrong_secret");
    if (identity_) {
        const auto token = credentials(headers, "Bearer");
        if (token) {
            std::string owned(*token);
            auto verified = co_await identity_->verify(std::move(owned), deadline);
            co_return verified;
        }
    }
    if (by_basic == Proof::right || by_header == Proof::right) co_return Result<void>::success();
    co_return refused("webhook.no_proof");
}

}  // namespace hub::dialogflow
