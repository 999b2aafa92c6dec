#pragma once

#include "handlers/members/record_services.hpp"

namespace hub::members {

// member.export {}: everything the hub holds about whoever asks: {"exported_at", "member": as member.me has it with
// "consented_at" and "last_login_at", "card_number", "favorites", "sessions", "second_step": {"method", "began_at"?,
// "recovery_codes": how many are left}, "links", "messages" by id}. Secrets are left out: of the password, tokens,
// cookies and codes the hub holds digests only, and an authenticator's secret sealed.
class ExportHandler final : public RecordHandler {
public:
    using RecordHandler::RecordHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::members
