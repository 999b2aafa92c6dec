#include "handlers/accounts/mail_seal.hpp"

#include "router/core/lower_case.hpp"

namespace hub::accounts {
namespace {

constexpr std::string_view kPurpose = "mail address";

}  // namespace

std::string MailSeal::alias(std::string_view mail) const { return key_.alias(lower_case(mail)); }

std::string MailSeal::seal(std::string_view mail) const { return alias(mail) + ":" + key_.seal(kPurpose, mail); }

std::string MailSeal::open(std::string_view kept) const {
    if (kept.find('@') != kept.npos) return std::string(kept);
    const auto colon = kept.find(':');
    if (colon == kept.npos) return {};
    return key_.open(kPurpose, kept.substr(colon + 1)).value_or("");
}

}  // namespace hub::accounts
