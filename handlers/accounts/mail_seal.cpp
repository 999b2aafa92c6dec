#include "handlers/accounts/mail_seal.hpp"

#include "router/core/lower_case.hpp"

namespace hub::accounts {
namespace {

constexpr std::string_view kPurpose = "mail address";
constexpr std::string_view kSubject = "address/";

}  // namespace

std::string MailSeal::alias(std::string_view mail) const { return key_.alias(lower_case(mail)); }

std::string MailSeal::subject(std::string_view mail) const { return std::string(kSubject) + alias(mail); }

std::string MailSeal::subject_of_kept(std::string_view kept) const {
    if (kept.find('@') != kept.npos) return subject(kept);
    return std::string(kSubject) + std::string(kept.substr(0, kept.find(':')));
}

std::string MailSeal::seal(std::string_view mail) const { return alias(mail) + ":" + key_.seal(kPurpose, mail); }

std::string MailSeal::open(std::string_view kept) const {
    if (kept.find('@') != kept.npos) return std::string(kept);
    const auto colon = kept.find(':');
    if (colon == kept.npos) return {};
    return key_.open(kPurpose, kept.substr(colon + 1)).value_or("");
}

}  // namespace hub::accounts
