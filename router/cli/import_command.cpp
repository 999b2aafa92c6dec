#include "connectors/passport_db/catalog_loader.hpp"
#include "connectors/passport_db/import/guess/mapping_guess.hpp"
#include "connectors/passport_db/import/import.hpp"

#include <fstream>
#include <iostream>

#include "handlers/places/area_index.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::minutes kLongestImport{30};

passport_db::Prune prune_of(const ImportOptions& options) {
    if (options.prune) return passport_db::Prune::always;
    return options.no_prune ? passport_db::Prune::never : passport_db::Prune::plausible;
}

// The import has happened by then, so what cannot be written is only said.
void write_report(const CommonOptions& common, const passport_db::ImportReport& report, const std::string& file) {
    std::ofstream stream(file, std::ios::binary);
    stream << passport_db::to_csv(report);
    stream.close();
    if (!stream)
        common.output.error({ErrorKind::permanent, "import.report", "the report could not be written to " + file});
}

// The municipality of a point by the boundaries that were imported; empty without any.
Result<passport_db::MunicipalityAt> boundaries(const Settings& settings) {
    auto catalog = passport_db::CatalogLoader(application_database(settings)).load();
    if (!catalog) return catalog.error();
    const places::AreaIndex areas(std::move(catalog->areas));
    if (areas.empty()) return passport_db::MunicipalityAt();
    return passport_db::MunicipalityAt([areas](catalog::Position position) -> std::optional<std::string> {
        const auto hit = areas.at(position);
        return hit ? std::optional(hit->area->name) : std::nullopt;
    });
}

}  // namespace

int import_file(const CommonOptions& common, const ImportOptions& options) {
    passport_db::ImportRequest request;
    request.file = options.file;
    request.mapping_file = options.mapping;
    request.prune = prune_of(options);
    request.all_or_nothing = options.all_or_nothing;
    request.dry_run = options.dry_run;
    request.progress = passport_db::terminal_progress();
    if (!options.month.empty()) {
        request.month = passport_db::month_of(options.month);
        if (!request.month)
            return common.output.error({ErrorKind::invalid, "import.month", "--month must be a month such as 2026-05"});
    }
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    auto municipality_at = boundaries(configuration->settings);
    if (!municipality_at) return common.output.error(municipality_at.error());
    request.municipality_at = std::move(*municipality_at);
    const auto database = open_database(*configuration);
    const auto deadline = Deadline::after(system_clock(), kLongestImport);
    const auto kind = passport_db::list_kind(options.what);
    const auto report = passport_db::import_list(*database, *kind, request, deadline);
    if (!report) return common.output.error(report.error());
    if (!options.report.empty()) write_report(common, *report, options.report);
    common.output.line(common.output.json ? passport_db::to_json(*report) : passport_db::to_text(*report));
    return passport_db::exit_code(*report);
}

int guess_mapping(const CommonOptions& common, const ImportOptions& options) {
    std::optional<passport_db::ListKind> kind;
    if (!options.what.empty() && !(kind = passport_db::list_kind(options.what)))
        return common.output.error(
            {ErrorKind::invalid, "import.kind", "--kind must be shops, facilities, events or places"});
    const auto draft = passport_db::guess_mapping(options.file, kind);
    if (!draft) return common.output.error(draft.error());
    for (const auto& sentence : draft->sure) std::cerr << "sure: " << sentence << '\n';
    for (const auto& sentence : draft->unsure) std::cerr << "look at this: " << sentence << '\n';
    common.output.line(draft->json);
    return 0;
}

}  // namespace hub::cli
