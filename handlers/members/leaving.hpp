#pragma once

#include <string>

#include "handlers/members/record_services.hpp"

// The one rule of leaving, said on the page /me/leave and in the README too: at once everything that says who the
// member was is erased: address, password, place, children, wishes, favourites, sessions, links (those to an address
// that was asked for too), card number. What remains, and why: that somebody with this number left and when it was
// registered (so that a restored backup can be told who has left), what staff did before (records of the audit, without
// values: so that nobody can change the records unseen), and which mails were sent when (without address: so that
// failures can be looked into). Mails that still wait, for their time or for people, are given up, and lose the address
// at once. Only a mail that is under way at that moment, and the one that confirms the leaving, hold it until the night
// after they were sent, or a week if they cannot be.
namespace hub::members {

// member.leave {"password"}: erases whoever asks: {}. Errors: those of accounts::prove_password().
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
    LeftMail(accounts::AccountKey key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const accounts::AccountKey key_;
    const Clock& clock_;
};

}  // namespace hub::members
