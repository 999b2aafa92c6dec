#pragma once

#include "handlers/members/record_services.hpp"

namespace hub::members {

// member.export {}: everything the hub holds about whoever asks: {"exported_at", "member": as member.me has it with
// "nickname"?, "birth_date"?, "children_birth_dates", "push_device"?, "changed_at", "consented_at" and "last_login_at",
// "card_number"?, "card_valid_until"?, "favorites", "sessions", "second_step": {"method", "began_at"?,
// "recovery_codes": how many are left}, "links", "messages" by id, "staff_actions": {"action", "at", "role"?, "by"?,
// "reason"?}}. Secrets are left out: of the password, tokens, cookies and codes the hub holds digests only, and an
// authenticator's secret sealed. Column by column: tests/integration/flows/own_data.test.mjs.
class ExportHandler final : public RecordHandler {
public:
    using RecordHandler::RecordHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::members
