#include <iostream>

#include "connectors/dialogflow/design/entity_values.hpp"
#include "connectors/passport_db/catalog_loader.hpp"
#include "router/cli/agent_design_session.hpp"
#include "router/cli/confirmation.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

namespace design = dialogflow::design;

// One call's worth: far below what Dialogflow takes, so that one that fails has cost little.
constexpr std::size_t kMostEntries = 1'000;
constexpr std::size_t kMostBytes = 512U * 1024;

// What one entity needs.
struct EntityPlan {
    std::string entity;  // place or shop
    std::string name;    // Dialogflow's full name; empty: it has none yet
    design::EntityValues wanted;
    design::EntityChanges changes;
};

std::vector<EntityPlan> plan_for(const catalog::CatalogData& data, const std::vector<design::EntityType>& present) {
    std::vector<EntityPlan> plans{{"place", "", design::place_values(data.places), {}},
                                  {"shop", "", design::shop_values(data.shops), {}}};
    for (auto& plan : plans) {
        std::vector<design::EntityEntry> known;
        for (const auto& type : present) {
            if (type.display_name != plan.entity) continue;
            plan.name = type.name;
            known = type.entries;
        }
        plan.changes = design::changes_between(plan.wanted.entries, known);
    }
    return plans;
}

// First what is new, then what is gone: a name that only moved is never missing.
Result<void> carry_out(EntityPlan plan, AgentDesignSession& session) {
    auto& designer = session.designer();
    if (plan.name.empty()) {
        const auto made = session.run(designer.create_entity_type(plan.entity, session.deadline()));
        if (!made) return made.error();
        plan.name = made->name;
    }
    auto entries = std::move(plan.changes.added);
    std::move(plan.changes.changed.begin(), plan.changes.changed.end(), std::back_inserter(entries));
    for (auto& chunk : design::in_chunks(std::move(entries), kMostEntries, kMostBytes)) {
        std::cerr << "passport-hub: @" << plan.entity << ": " << chunk.size() << " entries ...\n";
        const auto done = session.run(designer.update_entries(plan.name, std::move(chunk), session.deadline()));
        if (!done) return done.error();
    }
    const auto& removed = plan.changes.removed;
    for (std::size_t from = 0; from < removed.size(); from += kMostEntries) {
        const auto to = std::min(removed.size(), from + kMostEntries);
        std::vector<std::string> values(removed.begin() + static_cast<std::ptrdiff_t>(from),
                                        removed.begin() + static_cast<std::ptrdiff_t>(to));
        const auto done = session.run(designer.delete_entries(plan.name, std::move(values), session.deadline()));
        if (!done) return done.error();
    }
    return Result<void>::success();
}

std::string plans_text(const std::vector<EntityPlan>& plans) {
    std::string text;
    for (const auto& [entity, name, wanted, changes] : plans)
        text += (text.empty() ? "@" : "\n@") + entity + ": " + std::to_string(wanted.entries.size()) + " entries, " +
                std::to_string(changes.added.size()) + " added, " + std::to_string(changes.changed.size()) +
                " changed, " + std::to_string(changes.removed.size()) + " removed" +
                (wanted.left_out > 0 ? ", " + std::to_string(wanted.left_out) + " left out for lack of room" : "");
    return text;
}

std::string plans_json(const std::vector<EntityPlan>& plans, bool dry_run) {
    json::Writer writer;
    writer.begin_object();
    writer.member("dry_run", dry_run);
    writer.key("entities");
    writer.begin_array();
    for (const auto& [entity, name, wanted, changes] : plans) {
        writer.begin_object();
        writer.member("entity", entity);
        writer.member("entries", wanted.entries.size());
        writer.member("added", changes.added.size());
        writer.member("changed", changes.changed.size());
        writer.member("removed", changes.removed.size());
        writer.member("left_out", wanted.left_out);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

}  // namespace

int synchronise_entities(const CommonOptions& common, const AgentDesignOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& settings = configuration->settings;
    const auto data = passport_db::CatalogLoader(application_database(settings)).load();
    if (!data) return common.output.error(data.error());
    const auto session = AgentDesignSession::open(settings, options);
    if (!session) return common.output.error(session.error());
    auto& designer = (*session)->designer();
    const auto present = (*session)->run(designer.entity_types((*session)->deadline()));
    if (!present) return common.output.error(present.error());
    const auto plans = plan_for(*data, *present);
    if (!options.dry_run) {
        const auto confirmed =
            confirm(options.yes, "agent.not_confirmed",
                    "In the agent of project " + settings.dialogflow_project_id + ":\n" + plans_text(plans));
        if (!confirmed) return common.output.error(confirmed.error());
        for (const auto& plan : plans) {
            const auto done = carry_out(plan, **session);
            if (!done) return common.output.error(done.error());
        }
    }
    common.output.line(common.output.json ? plans_json(plans, options.dry_run) : plans_text(plans));
    for (const auto& plan : plans)
        if (plan.wanted.left_out > 0) return kPartly;
    return kSuccess;
}

}  // namespace hub::cli
