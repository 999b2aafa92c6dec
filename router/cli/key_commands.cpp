#include "router/cli/key_commands.hpp"

#include "connectors/passport_db/api_key_store.hpp"
#include "handlers/staff/keys.hpp"
#include "router/cli/confirmation.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/staff_commands.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using staff::KeyRecord;

Message as_message(const KeyOptions& options) {
    json::Writer writer;
    writer.begin_object();
    writer.member("name", options.name);
    writer.key("scopes");
    writer.begin_array();
    for (const auto& scope : options.scopes) writer.value(scope);
    writer.end_array();
    writer.member("days", options.days);
    writer.end_object();
    return make_message(system_clock(), "/cli", "key.create", writer.take());
}

std::string made_json(const staff::MadeKey& made) {
    json::Writer writer;
    writer.begin_object();
    staff::write_key(writer, made.record);
    writer.member("key", made.key);
    writer.end_object();
    return writer.take();
}

std::string made_text(const staff::MadeKey& made) {
    return "Key " + std::to_string(made.record.key_id) + " for " + made.record.name + ", good until " +
           to_rfc3339(made.record.expires_at) + ". It is shown this once:\n" + made.key;
}

std::string list_json(const std::vector<KeyRecord>& keys) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& key : keys) {
        writer.begin_object();
        staff::write_key(writer, key);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string list_text(const std::vector<KeyRecord>& keys) {
    if (keys.empty()) return "There is no key.";
    std::string text;
    for (const auto& key : keys) {
        text += (text.empty() ? "" : "\n") + std::to_string(key.key_id) + "  " + key.name + "  " + key.prefix + "…";
        for (const auto& scope : key.scopes) text += "  " + scope;
        text += key.revoked_at ? "  revoked " + to_rfc3339(*key.revoked_at) : "  until " + to_rfc3339(key.expires_at);
        text += key.last_used_at ? "  last used " + to_rfc3339(*key.last_used_at) : "  never used";
    }
    return text;
}

}  // namespace

int create_key(const CommonOptions& common, const KeyOptions& options) {
    const auto wish = staff::read_key_wish(as_message(options));
    if (!wish) return common.output.error(in_english(wish.error(), options.by));
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        passport_db::ApiKeyStore store;
        const auto made = staff::make_key(store, unit_of_work, options.by, *wish, system_clock().wall());
        if (!made) return in_english(made.error(), options.by);
        return common.output.json ? made_json(*made) : made_text(*made);
    });
}

int list_keys(const CommonOptions& common, const KeyOptions&) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto keys = passport_db::ApiKeyStore().list(unit_of_work);
        return common.output.json ? list_json(keys) : list_text(keys);
    });
}

int revoke_key(const CommonOptions& common, const KeyOptions& options) {
    const auto number = std::to_string(options.key_id);
    if (auto meant = confirm(options.yes, "keys.not_confirmed", "revoke key " + number); !meant)
        return common.output.error(meant.error());
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        passport_db::ApiKeyStore store;
        const auto done = store.revoke(unit_of_work, options.by, options.key_id, system_clock().wall());
        if (!done) return in_english(done.error(), options.by);
        if (common.output.json) return R"({"revoked":)" + number + "}";
        return "Key " + number + " is revoked.";
    });
}

}  // namespace hub::cli
