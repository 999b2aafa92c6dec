#include <memory>

#include "router/cli/command.hpp"
#include "router/cli/key_commands.hpp"

namespace hub::cli {

void add_keys(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand("key", "Keys with which other systems use the API");
    group->require_subcommand(1);
    const auto options = std::make_shared<KeyOptions>();
    const auto add = [&](const char* name, const char* description,
                         int (*command)(const CommonOptions&, const KeyOptions&)) {
        return add_command(*group, common, exit_code, name, description,
                           [&common, options, command] { return command(common, *options); });
    };
    const auto add_person = [&](CLI::App& command) {
        command.add_option("--by", options->by, "Who does this; must be known as staff who may administer")
            ->capture_default_str();
    };
    auto* create = add("create", "Make a key and show it, this once: of it only a digest is kept", create_key);
    create->add_option("--name", options->name, "The system that will use it; no two keys have the same")->required();
    create
        ->add_option("--scope", options->scopes,
                     "What it may ask for, again for more: a group (audit:read), or a type of message")
        ->required();
    create->add_option("--days", options->days, "How long it is good, 1 to 365 days")->capture_default_str();
    add_person(*create);
    add("list", "All keys, the newest first, with their last use", list_keys);
    auto* revoke = add("revoke", "Make a key useless, for good and within five seconds", revoke_key);
    revoke->add_option("id", options->key_id, "The key's number, see `key list`")->required();
    add_person(*revoke);
    revoke->add_flag("--yes", options->yes, "Do not ask");
}

}  // namespace hub::cli
