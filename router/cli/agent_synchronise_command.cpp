#include <algorithm>
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
// An entity may always become smaller by so many entries; by more only when they are at most a third of it.
constexpr std::size_t kFewLost = 10;

// What one entity needs.
struct EntityPlan {
    std::string entity;  // place or shop
    std::string name;    // Dialogflow's full name; empty: it has none yet
    std::size_t present = 0;  // entries it has
    design::EntityValues wanted;
    design::EntityChanges changes;
};

std::vector<EntityPlan> plan_for(const catalog::CatalogData& data, const std::vector<design::EntityType>& present) {
    std::vector<EntityPlan> plans{{"place", "", 0, design::place_values(data.places), {}},
                                  {"shop", "", 0, design::shop_values(data.shops), {}}};
    for (auto& plan : plans) {
        std::vector<design::EntityEntry> known;
        for (const auto& type : present) {
            if (type.display_name != plan.entity) continue;
            plan.name = type.name;
            known = type.entries;
        }
        plan.present = known.size();
        plan.changes = design::changes_between(plan.wanted.entries, known);
    }
    return plans;
}

// A database that is being restored, or has not taken its lists in yet, must not empty the agent.
Result<void> check_losses(const std::vector<EntityPlan>& plans) {
    for (const auto& plan : plans) {
        const auto wanted = plan.wanted.entries.size();
        const auto lost = plan.present - std::min(plan.present, wanted);
        if (lost <= kFewLost || lost * 3 <= plan.present) continue;
        return Error{ErrorKind::conflict, "agent.too_many_lost",
                     "@" + plan.entity + " would go from " + std::to_string(plan.present) + " entries to " +
                         std::to_string(wanted) +
                         ", more than a third fewer; if the database is whole and that is right, say --prune"};
    }
    return Result<void>::success();
}

// First what is new, then what is gone: a name that only moved is never missing. Counts the calls that went through.
Result<void> carry_out(EntityPlan plan, AgentDesignSession& session, std::size_t& calls) {
    auto& designer = session.designer();
    if (plan.name.empty()) {
        const auto made = session.run(designer.create_entity_type(plan.entity, session.deadline()));
        if (!made) return made.error();
        plan.name = made->name;
        ++calls;
    }
    auto entries = std::move(plan.changes.added);
    std::move(plan.changes.changed.begin(), plan.changes.changed.end(), std::back_inserter(entries));
    for (auto& chunk : design::in_chunks(std::move(entries), kMostEntries, kMostBytes)) {
        std::cerr << "passport-hub: @" << plan.entity << ": " << chunk.size() << " entries ...\n";
        const auto done = session.run(designer.update_entries(plan.name, std::move(chunk), session.deadline()));
        if (!done) return done.error();
        ++calls;
    }
    const auto& removed = plan.changes.removed;
    for (std::size_t from = 0; from < removed.size(); from += kMostEntries) {
        const auto to = std::min(removed.size(), from + kMostEntries);
        std::vector<std::string> values(removed.begin() + static_cast<std::ptrdiff_t>(from),
                                        removed.begin() + static_cast<std::ptrdiff_t>(to));
        const auto done = session.run(designer.delete_entries(plan.name, std::move(values), session.deadline()));
        if (!done) return done.error();
        ++calls;
    }
    return Result<void>::success();
}

// The exit code of most errors says that nothing was done, which is not true any more.
Error half_done(Error error, std::size_t calls) {
    error.kind = ErrorKind::permanent;
    error.detail += "; " + std::to_string(calls) + " calls had gone through before: run the command again";
    return error;
}

std::string plans_text(const std::vector<EntityPlan>& plans) {
    std::string text;
    for (const auto& [entity, name, present, wanted, changes] : plans)
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
    for (const auto& [entity, name, present, wanted, changes] : plans) {
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
        if (const auto checked = check_losses(plans); !checked && !options.prune)
            return common.output.error(checked.error());
        const auto confirmed =
            confirm(options.yes, "agent.not_confirmed",
                    "In the agent of project " + settings.dialogflow_project_id + ":\n" + plans_text(plans));
        if (!confirmed) return common.output.error(confirmed.error());
        std::size_t calls = 0;
        for (const auto& plan : plans) {
            const auto done = carry_out(plan, **session, calls);
            if (!done) return common.output.error(calls == 0 ? done.error() : half_done(done.error(), calls));
        }
    }
    common.output.line(common.output.json ? plans_json(plans, options.dry_run) : plans_text(plans));
    for (const auto& plan : plans)
        if (plan.wanted.left_out > 0) return kPartly;
    return kSuccess;
}

}  // namespace hub::cli
