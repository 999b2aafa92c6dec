#pragma once

#include <string>

#include "handlers/members/member_key.hpp"
#include "router/core/handler.hpp"

namespace hub::members {

// members.registration_mail: turns member.registration_asked {"mail", "seed", "expires_at", "known"} into mail.send:
// the one-time link, or for the address of a member the word that it is one. `invalid` with every wrong field named.
class RegistrationMail final : public Translator {
public:
    // `base_url`: of the public pages, without a slash at the end. `clock` must outlive it.
    RegistrationMail(std::string base_url, MemberKey key, const Clock& clock)
        : base_url_(std::move(base_url)), key_(std::move(key)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const std::string base_url_;
    const MemberKey key_;
    const Clock& clock_;
};

}  // namespace hub::members
