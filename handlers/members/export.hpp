#pragma once

#include "handlers/members/record_services.hpp"

namespace hub::members {

// member.export {}: everything the hub holds about whoever asks: {"exported_at", "member": as member.me has it with
// "consented_at" and "last_login_at", "card_number", "favorites", "sessions", "links", "messages" by id}. Secrets are
// left out: of the password, tokens and cookies the hub holds digests only.
class ExportHandler final : public RecordHandler {
public:
    using RecordHandler::RecordHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::members
