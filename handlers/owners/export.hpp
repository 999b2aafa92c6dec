#pragma once

#include "handlers/owners/owner_services.hpp"
#include "handlers/owners/record_store.hpp"

namespace hub::owners {

// owner.export {}: everything the hub holds about whoever asks: {"exported_at", "owner": as owner.me has it with
// "consented_at" and "last_login_at", "applications", "sessions", "links", "messages" by id}. Secrets are left out: of
// the password, tokens and cookies the hub holds digests only.
class ExportHandler final : public OwnerHandler {
public:
    // Both must outlive it.
    ExportHandler(OwnerServices& services, RecordStore& records) : OwnerHandler(services), records_(records) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    RecordStore& records_;
};

}  // namespace hub::owners
