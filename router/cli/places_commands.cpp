#include <charconv>
#include <iostream>
#include <optional>

#include "connectors/passport_db/catalog_loader.hpp"
#include "connectors/passport_db/places/geographic_import.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "handlers/places/address_json.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::minutes kLongestImport{10};
constexpr std::size_t kStationsShown = 3;
constexpr double kFarthestStation = 10'000;  // metres

using catalog::Snapshot;

Result<std::shared_ptr<const Snapshot>> load_snapshot(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return configuration.error();
    passport_db::CatalogLoader loader(application_database(configuration->settings));
    auto data = loader.load();
    if (!data) return data.error();
    return Snapshot::build(std::move(*data));
}

std::string to_line(const places::Address& address) {
    std::string line = std::string(to_string(address.level));
    for (const auto* part : {&address.postal_code, &address.prefecture, &address.municipality, &address.town,
                             &address.koaza, &address.chome_text, &address.block, &address.building, &address.rest})
        line += "\t" + *part;
    line += "\t";
    for (const auto note : address.notes)
        line += std::string(line.back() == '\t' ? "" : ",") + std::string(to_string(note));
    return line;
}

void print(const CommonOptions& common, const places::Address& address) {
    if (!common.output.json) return common.output.line(to_line(address));
    json::Writer writer;
    write_address(writer, address);
    common.output.line(writer.take());
}

// "34.70,135.49"
std::optional<catalog::Position> read_position(const std::string& text) {
    catalog::Position position;
    const auto comma = text.find(',');
    if (comma == std::string::npos) return std::nullopt;
    const auto read = [](std::string_view part, double& number) {
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        return error == std::errc() && end == part.data() + part.size();
    };
    const std::string_view whole = text;
    if (!read(whole.substr(0, comma), position.lat) || !read(whole.substr(comma + 1), position.lng))
        return std::nullopt;
    return std::abs(position.lat) <= 90 && std::abs(position.lng) <= 180 ? std::optional(position) : std::nullopt;
}

std::string around_json(const Snapshot& snapshot, const std::optional<places::AreaIndex::Hit>& hit,
                        const std::vector<catalog::PlaceIndex::NearPlace>& stations) {
    json::Writer writer;
    writer.begin_object();
    if (hit) {
        writer.member("code", hit->area->code);
        writer.member("prefecture", hit->area->prefecture);
        writer.member("municipality", hit->area->name);
        writer.member("outside_m", hit->outside_m);
    }
    writer.key("stations");
    writer.begin_array();
    for (const auto& near : stations) {
        writer.begin_object();
        writer.member("name", snapshot.gazetteer().display_name(*near.place));
        writer.member("distance_m", near.distance_m);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string around_text(const Snapshot& snapshot, const std::optional<places::AreaIndex::Hit>& hit,
                        const std::vector<catalog::PlaceIndex::NearPlace>& stations) {
    std::string text = hit ? hit->area->prefecture + hit->area->name + " (" + hit->area->code + ")"
                           : std::string("in no municipality whose boundary is known");
    if (hit && hit->outside_m > 0)
        text += ", " + std::to_string(static_cast<int>(hit->outside_m)) + " m outside its boundary";
    for (const auto& near : stations)
        text += "\n" + snapshot.gazetteer().display_name(*near.place) + "  " + std::to_string(near.distance_m) + " m";
    return text;
}

int import_geographic(const CommonOptions& common, const ImportOptions& options,
                      Result<passport_db::GeographicReport> (*run)(runtime::Database&, const std::filesystem::path&,
                                                                   bool, Deadline)) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    const auto report = run(*database, options.file, options.prune, Deadline::after(system_clock(), kLongestImport));
    if (!report) return common.output.error(report.error());
    common.output.line(common.output.json ? passport_db::to_json(*report) : passport_db::to_text(*report));
    return passport_db::exit_code(*report);
}

}  // namespace

int import_towns(const CommonOptions& common, const ImportOptions& options) {
    return import_geographic(common, options, passport_db::import_towns);
}

int import_areas(const CommonOptions& common, const ImportOptions& options) {
    return import_geographic(common, options, passport_db::import_areas);
}

int normalise_addresses(const CommonOptions& common, const PlacesOptions& options) {
    if (options.lines == !options.text.empty())
        return common.output.error(
            {ErrorKind::invalid, "places.invalid_options", "give either an address or --lines, not both"});
    const auto snapshot = load_snapshot(common);
    if (!snapshot) return common.output.error(snapshot.error());
    const auto& book = (*snapshot)->place_index().address_book();
    if (!options.lines) {
        print(common, places::read_address(book, options.text));
        return kSuccess;
    }
    std::string line;
    while (std::getline(std::cin, line)) print(common, places::read_address(book, line));
    return kSuccess;
}

int places_at(const CommonOptions& common, const PlacesOptions& options) {
    const auto position = read_position(options.text);
    if (!position)
        return common.output.error({ErrorKind::invalid, "places.invalid_position",
                                    "the position must be LATITUDE,LONGITUDE in degrees, such as 34.7025,135.4959"});
    const auto snapshot = load_snapshot(common);
    if (!snapshot) return common.output.error(snapshot.error());
    const auto& index = (*snapshot)->place_index();
    const auto hit = index.areas().at(*position);
    const auto stations = index.nearest_stations(*position, kStationsShown, kFarthestStation);
    common.output.line(common.output.json ? around_json(**snapshot, hit, stations)
                                          : around_text(**snapshot, hit, stations));
    return kSuccess;
}

}  // namespace hub::cli
