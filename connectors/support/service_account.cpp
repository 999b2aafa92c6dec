#include "connectors/support/service_account.hpp"

#include "connectors/support/base64.hpp"
#include "connectors/support/http_url.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"

namespace hub::http {
namespace {

std::string header_of(const ServiceAccount& account) {
    json::Writer writer;
    writer.begin_object();
    writer.member("alg", "RS256");
    writer.member("typ", "JWT");
    if (!account.key_id.empty()) writer.member("kid", account.key_id);
    writer.end_object();
    return writer.take();
}

std::string claims_of(const ServiceAccount& account, std::string_view scope, WallTime now) {
    const auto issued = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    json::Writer writer;
    writer.begin_object();
    writer.member("iss", account.client_email);
    writer.member("scope", scope);
    writer.member("aud", account.token_uri);
    writer.member("iat", static_cast<std::int64_t>(issued));
    writer.member("exp", static_cast<std::int64_t>(issued + 3600));
    writer.end_object();
    return writer.take();
}

// Collects the members of the key file and what is wrong with them.
class Members {
public:
    explicit Members(json::Value object) : object_(object) {}

    std::string required(std::string_view name) {
        const auto text = object_.string(name);
        if (!text || text->empty()) refuse(name, "must be a non-empty string");
        return std::string(text.value_or(""));
    }
    std::string optional(std::string_view name) const { return std::string(object_.string(name).value_or("")); }
    void refuse(std::string_view name, std::string problem) {
        problems_.push_back({"/" + std::string(name), std::move(problem)});
    }
    const std::vector<FieldProblem>& problems() const { return problems_; }

private:
    json::Value object_;
    std::vector<FieldProblem> problems_;
};

}  // namespace

Result<ServiceAccount> service_account_from_json(std::string_view text) {
    const auto document = json::Document::parse(text);
    if (!document)
        return Error{ErrorKind::invalid, "service_account.invalid", "the service account's key file is not valid JSON"};
    Members members(document->root());
    const auto type = members.required("type");
    if (!type.empty() && type != "service_account") members.refuse("type", "must be service_account");
    const auto project = members.required("project_id");
    const auto email = members.required("client_email");
    const auto token_uri = members.required("token_uri");
    if (!token_uri.empty() && !parse_http_url(token_uri)) members.refuse("token_uri", "must be an http or https URL");
    const auto pem = members.required("private_key");
    auto key = RsaKey::private_key(pem);
    if (!pem.empty() && !key) members.refuse("private_key", key.error().detail);
    if (!members.problems().empty())
        return Error{ErrorKind::invalid,
                     "service_account.invalid",
                     "the service account's key file is not usable",
                     {},
                     members.problems()};
    return ServiceAccount{project, email, token_uri, members.optional("private_key_id"), std::move(key).value()};
}

Result<std::string> token_request(const ServiceAccount& account, std::string_view scope, WallTime now) {
    const auto unsigned_token =
        base64url_encode(header_of(account)) + "." + base64url_encode(claims_of(account, scope, now));
    const auto signature = account.key.sign(unsigned_token);
    if (!signature) return signature.error();
    return "grant_type=" + percent_encode("urn:ietf:params:oauth:grant-type:jwt-bearer") +
           "&assertion=" + unsigned_token + "." + base64url_encode(*signature);
}

}  // namespace hub::http
