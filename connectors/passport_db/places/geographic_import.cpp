#include "connectors/passport_db/places/geographic_import.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "connectors/passport_db/list_batch.hpp"
#include "connectors/passport_db/place_store.hpp"
#include "connectors/passport_db/places/area_store.hpp"
#include "connectors/passport_db/places/town_files.hpp"
#include "handlers/places/area_index.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kBatch = 500;
constexpr std::uintmax_t kLargestFile = 256 * 1024 * 1024;
constexpr int kMiddleWeight = -5;  // the office of a list is meant before
constexpr auto kTowns = "towns";
constexpr auto kAreas = "areas";

Result<std::string> read_file(const std::filesystem::path& file) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream)
        return Error{ErrorKind::not_found, "import.no_file", "the file " + file.string() + " cannot be read"};
    if (size > kLargestFile)
        return Error{ErrorKind::invalid, "import.too_large", "the file " + file.string() + " is larger than 256 MiB"};
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

void add(GeographicReport& report, const StoredCounts& counts) {
    report.inserted += counts.inserted;
    report.updated += counts.updated;
    report.unchanged += counts.unchanged;
}

// Stores the places that are new or differ.
StoredCounts store_all(UnitOfWork& unit_of_work, const std::string& source, const std::vector<PlaceRecord>& places) {
    StoredCounts total;
    for (std::size_t begin = 0; begin < places.size(); begin += kBatch) {
        const auto first = places.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), begin + kBatch));
        std::vector<PlaceRecord> batch(first, last);
        const auto differences = compare_places(unit_of_work, source, batch);
        std::vector<PlaceRecord> to_store;
        for (std::size_t index = 0; index < batch.size(); ++index) {
            const auto& difference = differences[index];
            ++(difference.is_new ? total.inserted : difference.nothing() ? total.unchanged : total.updated);
            if (!difference.nothing()) to_store.push_back(std::move(batch[index]));
        }
        // A statement that changes nothing would move the catalog's version all the same.
        if (!to_store.empty()) store_places(unit_of_work, source, to_store);
    }
    return total;
}

int close_others(UnitOfWork& unit_of_work, const std::string& source, const std::vector<PlaceRecord>& places) {
    std::vector<std::string> keys;
    for (const auto& place : places) keys.push_back(place.source_key);
    if (count_other_places(unit_of_work, source, keys) == 0) return 0;
    return close_other_places(unit_of_work, source, keys);
}

std::vector<PlaceRecord> middles_of(const std::vector<places::Area>& areas) {
    std::vector<PlaceRecord> middles;
    for (const auto& area : areas) {
        const auto middle = places::middle_of(area);
        if (!middle) continue;
        PlaceRecord place;
        place.source_key = area.code;
        place.name = area.name;
        place.kind = "city";
        place.city = area.name;
        place.prefecture = area.prefecture;
        place.municipality_code = area.code;
        place.position = *middle;
        place.weight = kMiddleWeight;
        middles.push_back(std::move(place));
    }
    return middles;
}

}  // namespace

Result<GeographicReport> import_towns(runtime::Database& database, const std::filesystem::path& file, bool prune,
                                      Deadline deadline) {
    const auto files = read_town_files(file);
    if (!files) return files.error();
    auto list = read_towns(*files);
    if (!list) return list.error();
    GeographicReport report;
    const auto job = [&](UnitOfWork& unit_of_work) {
        report = GeographicReport{};
        report.source = kTowns;
        report.read = static_cast<int>(list->places.size() + list->left_out.size());
        report.left_out = list->left_out;
        lock_source(unit_of_work, kTowns);
        add(report, store_all(unit_of_work, kTowns, list->places));
        if (prune) report.pruned = close_others(unit_of_work, kTowns, list->places);
        return Result<void>::success();
    };
    const auto done = database.run_here(job, deadline);
    if (!done) return done.error();
    return report;
}

Result<GeographicReport> import_areas(runtime::Database& database, const std::filesystem::path& file, bool prune,
                                      Deadline deadline) {
    const auto text = read_file(file);
    if (!text) return text.error();
    const auto list = read_areas(*text);
    if (!list) return list.error();
    const auto middles = middles_of(list->areas);
    GeographicReport report;
    const auto job = [&](UnitOfWork& unit_of_work) {
        report = GeographicReport{};
        report.source = kAreas;
        report.read = static_cast<int>(list->areas.size() + list->left_out.size());
        report.left_out = list->left_out;
        lock_source(unit_of_work, kAreas);
        add(report, store_areas(unit_of_work, kAreas, list->areas));
        store_all(unit_of_work, kAreas, middles);
        if (prune) {
            report.pruned = remove_other_areas(unit_of_work, kAreas, list->areas);
            close_others(unit_of_work, kAreas, middles);
        }
        return Result<void>::success();
    };
    const auto done = database.run_here(job, deadline);
    if (!done) return done.error();
    return report;
}

int exit_code(const GeographicReport& report) { return report.left_out.empty() ? 0 : 3; }

std::string to_text(const GeographicReport& report) {
    std::string text;
    for (const auto& one : report.left_out)
        text += "left out: no. " + std::to_string(one.number) + " " + one.what + ": " + one.reason + "\n";
    text += report.source + ": " + std::to_string(report.read) + " read, " + std::to_string(report.inserted) +
            " inserted, " + std::to_string(report.updated) + " updated, " + std::to_string(report.unchanged) +
            " unchanged, " + std::to_string(report.left_out.size()) + " left out";
    if (report.pruned > 0) text += ", " + std::to_string(report.pruned) + " no longer in the list";
    return text;
}

std::string to_json(const GeographicReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.member("source", report.source);
    writer.member("read", report.read);
    writer.member("inserted", report.inserted);
    writer.member("updated", report.updated);
    writer.member("unchanged", report.unchanged);
    writer.member("pruned", report.pruned);
    writer.key("left_out");
    writer.begin_array();
    for (const auto& one : report.left_out) {
        writer.begin_object();
        writer.member("number", one.number);
        writer.member("what", one.what);
        writer.member("reason", one.reason);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

}  // namespace hub::passport_db
