#include <memory>

#include "router/cli/command.hpp"

namespace hub::cli {
namespace {

// What the commands about lists and places were given; lives as long as their callbacks.
struct Lists : std::enable_shared_from_this<Lists> {
    Lists(CommonOptions& common_options, int& code) : common(common_options), exit_code(code) {}

    CLI::App* add(CLI::App& parent, const char* name, const char* description, std::function<int(Lists&)> function) {
        return add_command(parent, common, exit_code, name, description,
                           [self = shared_from_this(), function = std::move(function)] { return function(*self); });
    }

    CommonOptions& common;
    int& exit_code;
    ImportOptions import;
    PlacesOptions places;
};

void add_import_guess(CLI::App& import_command, Lists& lists) {
    auto* command = lists.add(import_command, "guess",
                              "Draft a mapping from a list's columns and cells; the JSON goes to standard output, what "
                              "it is sure and unsure of to standard error. Review it, then import with it",
                              [](Lists& all) { return guess_mapping(all.common, all.import); });
    command->add_option("file", lists.import.file, "The list")->required();
    command->add_option("--kind", lists.import.what,
                        "shops, facilities, events or places (default: what it looks like)");
}

void add_import(CLI::App& application, Lists& lists) {
    auto* import_command = application.add_subcommand("import", "Take over a list from a file");
    import_command->require_subcommand(1);
    add_import_guess(*import_command, lists);
    for (const char* what : {"shops", "facilities", "events", "places"}) {
        auto* command = lists.add(*import_command, what,
                                  "Import a list: its rows are added, updated and closed; refused, corrected and "
                                  "doubtful ones are reported with line, column, value and reason",
                                  [what](Lists& all) {
                                      all.import.what = what;
                                      return import_file(all.common, all.import);
                                  });
        auto& import = lists.import;
        command
            ->add_option(
                "file", import.file,
                "CSV (UTF-8, CP932, EUC-JP, LinkData), an Excel workbook, JSON, a folder or an archive (tar, zip) of "
                "JSON files; CSV, JSON and tar also in gzip")
            ->required();
        command->add_option("--mapping", import.mapping, "How columns become fields; see config/mappings")->required();
        auto* prune = command->add_flag("--prune", import.prune,
                                        "Close what the list no longer has, even if that is more than a third");
        command->add_flag("--no-prune", import.no_prune, "Close nothing that the list no longer has")->excludes(prune);
        command->add_flag("--all-or-nothing", import.all_or_nothing, "Store nothing when a row is refused");
        command->add_flag("--dry-run", import.dry_run, "Store nothing, say what would be stored");
        command->add_option("--report", import.report, "Write the findings to a CSV file, for the list's publisher");
        command->add_option("--month", import.month,
                            "The month of a list of events whose days have no year, such as 2026-05 (default: the "
                            "mapping's, or the one in the file's name)");
    }
}

// Lists that have a geographic form of their own, and what can be asked about places.
void add_places(CLI::App& application, Lists& lists) {
    auto* import_command = application.get_subcommand("import");
    const auto add_import = [&](const char* name, const char* description, const char* file,
                                int (*run)(const CommonOptions&, const ImportOptions&)) {
        auto* command =
            lists.add(*import_command, name, description, [run](Lists& all) { return run(all.common, all.import); });
        command->add_option("file", lists.import.file, file)->required();
        command->add_flag("--prune", lists.import.prune,
                          "Take out what an earlier import brought and the file no longer has");
    };
    add_import("towns", "Import the towns that addresses are read against",
               "An archive or a folder with PREFECTURE/MUNICIPALITY.json", import_towns);
    add_import("areas", "Import the boundaries of municipalities", "GeoJSON with the properties of N03", import_areas);
    auto* places = application.add_subcommand("places", "Addresses, and what lies around a point");
    places->require_subcommand(1);
    auto* normalise = lists.add(*places, "normalise",
                                "Take an address apart: level, postal code, prefecture, municipality, town, koaza, "
                                "chome, block, building, rest, notes (separated by tabs)",
                                [](Lists& all) { return normalise_addresses(all.common, all.places); });
    normalise->add_option("address", lists.places.text, "The address");
    normalise->add_flag("--lines", lists.places.lines, "Read addresses from standard input, one a line");
    auto* at = lists.add(*places, "at", "The municipality a point lies in, and the nearest stations",
                         [](Lists& all) { return places_at(all.common, all.places); });
    at->add_option("position", lists.places.text, "LATITUDE,LONGITUDE")->required();
}

}  // namespace

void add_lists(CLI::App& application, CommonOptions& common, int& exit_code) {
    const auto lists = std::make_shared<Lists>(common, exit_code);
    add_import(application, *lists);
    add_places(application, *lists);
}

}  // namespace hub::cli
