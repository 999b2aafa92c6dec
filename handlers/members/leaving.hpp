#pragma once

#include <string>

#include "handlers/members/record_services.hpp"

// The one rule of leaving, said on the page /me/leave and in the README too: at once everything that says who the
// member was is erased: address, password, place, children, wishes, favourites, sessions, links, card number. What
// remains, and why: that somebody with this number left and what staff did before (records of the audit, without
// values: so that nobody can change the records unseen), and which mails were sent when (without address: so that
// failures can be looked into). The mail that confirms the leaving holds the address until it is sent; the night after,
// that is erased too.
namespace hub::members {

// member.leave {"password"}: erases whoever asks: {}. Errors: invalid "users.invalid" for a wrong password, throttled
// "request.too_many".
class LeaveHandler final : public RecordHandler {
public:
    using RecordHandler::RecordHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// members.left_mail: turns member.left {"mail", "left_at"} into mail.send, which confirms it. `invalid` with every
// wrong field named.
class LeftMail final : public Translator {
public:
    // `clock` must outlive it.
    explicit LeftMail(const Clock& clock) : clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const Clock& clock_;
};

}  // namespace hub::members
