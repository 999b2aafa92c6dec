#pragma once

#include "handlers/owners/owner_services.hpp"
#include "handlers/owners/record_store.hpp"

namespace hub::owners {

// owner.export {}: everything the hub holds about whoever asks: {"exported_at", "owner": as owner.me has it with
// "changed_at", "consented_at" and "last_login_at", "applications" with what they say of the shop, "shops" since when,
// "sessions", "second_step", "links", "messages" by id, "staff_actions"} as member.export has them. Secrets are left
// out: of the password, tokens and cookies the hub holds digests only, and an authenticator's secret sealed.
class ExportHandler final : public OwnerHandler {
public:
    // Both must outlive it.
    ExportHandler(OwnerServices& services, RecordStore& records) : OwnerHandler(services), records_(records) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    RecordStore& records_;
};

}  // namespace hub::owners
