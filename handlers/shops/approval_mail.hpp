#pragma once

#include <string>

#include "handlers/accounts/mail_seal.hpp"
#include "router/core/handler.hpp"

namespace hub::shops {

struct ApprovalMailSettings {
    std::string base_url;  // of the public pages, without a slash at the end: https://osaka-pass.example.jp
};

// shops.approval_mail: turns shop.approved into mail.send, the letter that tells the owner of a shop that it is now
// listed. Japanese, as plain text and as HTML. `invalid` with every wrong field named when the event is incomplete.
class ApprovalMail final : public Translator {
public:
    // `clock` must outlive it.
    ApprovalMail(ApprovalMailSettings settings, accounts::MailSeal seal, const Clock& clock)
        : settings_(std::move(settings)), seal_(std::move(seal)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const ApprovalMailSettings settings_;
    const accounts::MailSeal seal_;
    const Clock& clock_;
};

}  // namespace hub::shops
