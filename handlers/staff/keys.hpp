#pragma once

#include "handlers/accounts/api_keys.hpp"
#include "handlers/staff/key_store.hpp"
#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"
#include "router/core/json.hpp"

// The keys with which other systems use the API: administrators make and revoke them.
namespace hub::staff {

struct KeyWish {
    std::string name;
    std::vector<std::string> scopes;
    int days = 0;
};

// {"name", "scopes", "days"}; `invalid` "keys.invalid" with every wrong field.
Result<KeyWish> read_key_wish(const Message& message);

// Makes a key as `asked_by`: the key, which nobody can find out again, and its record. Errors: KeyStore::create().
struct MadeKey {
    std::string key;
    KeyRecord record;
};
Result<MadeKey> make_key(KeyStore& store, UnitOfWork& unit_of_work, const std::string& asked_by, const KeyWish& wish,
                         WallTime now);

// The record's members, into the object that is open.
void write_key(json::Writer& writer, const KeyRecord& record);

struct KeyServices {
    StaffServices& staff;
    KeyStore& keys;
    accounts::ApiKeys& known;
};

class KeyHandler : public Handler {
public:
    explicit KeyHandler(KeyServices& services) : services_(services) {}

protected:
    KeyServices& services_;
};

// key.list {}: {"keys": [{"key_id", "name", "prefix", "scopes", "created_by", "created_at", "expires_at",
// "last_used_at"?, "revoked_at"?}], "scopes": [those that can be given together]}.
class KeyListHandler final : public KeyHandler {
public:
    using KeyHandler::KeyHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// key.create {"name", "scopes", "days"}: the members of a record, and "key". Error: conflict kAnswerNotKept for a
// repeat under the same key of the request; what was made cannot be shown again.
class KeyCreateHandler final : public KeyHandler, public FormCheck {
public:
    using KeyHandler::KeyHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

// key.revoke {"key_id"}: {"key_id"}.
class KeyRevokeHandler final : public KeyHandler {
public:
    using KeyHandler::KeyHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::staff
