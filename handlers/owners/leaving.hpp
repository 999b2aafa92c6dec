#pragma once

#include "handlers/owners/owner_services.hpp"
#include "handlers/owners/record_store.hpp"

// The one rule of leaving, said on the page /owners/me/leave and in the README too: at once everything that says who
// the owner was is erased: address, password, the business profile, sessions, second step, links, the tie to the shops,
// and applications nobody has decided about. What remains, and why: the shops (they are public, the members need them,
// and they may have other owners), what was decided about applications (without the owner: it is why a shop was
// published), that somebody with this number left and when it was registered (so that a restored backup can be told who
// has left), what staff did before (records of the audit, without values: so that nobody can change the records
// unseen), and which mails were sent when (without address: so that failures can be looked into). For mails that are
// not sent yet the rule is that of handlers/members/leaving.hpp.
namespace hub::owners {

// owner.leave {"password"}: erases whoever asks: {}. Errors: those of prove_password().
class LeaveHandler final : public OwnerHandler {
public:
    // Both must outlive it.
    LeaveHandler(OwnerServices& services, RecordStore& records) : OwnerHandler(services), records_(records) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    RecordStore& records_;
};

}  // namespace hub::owners
