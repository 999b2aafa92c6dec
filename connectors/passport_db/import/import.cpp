#include "connectors/passport_db/import/import.hpp"

#include <fstream>
#include <iterator>
#include <unordered_map>

#include <pqxx/pqxx>

#include "connectors/passport_db/import/row_reader.hpp"
#include "connectors/passport_db/place_store.hpp"
#include "connectors/passport_db/shop_list_store.hpp"

namespace hub::passport_db {
namespace {

constexpr std::uintmax_t kLargestFile = 64 * 1024 * 1024;
constexpr std::size_t kBatch = 500;

// A list and the reader for its rows.
struct List {
    CsvTable table;
    RowReader reader;
    std::string source;
};

Result<std::string> read_file(const std::filesystem::path& file) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream)
        return Error{ErrorKind::not_found, "import.no_file", "the file " + file.string() + " cannot be read"};
    if (size > kLargestFile)
        return Error{ErrorKind::invalid, "import.too_large", "the file " + file.string() + " is larger than 64 MiB"};
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

Result<List> open_list(const ImportRequest& request, ListKind kind) {
    auto mapping = read_mapping(request.mapping_file);
    if (!mapping) return mapping.error();
    if (mapping->kind != kind)
        return Error{ErrorKind::invalid, "import.kind",
                     "the mapping " + request.mapping_file.string() + " is for " +
                         (mapping->kind == ListKind::shops ? "shops" : "places")};
    auto bytes = read_file(request.file);
    if (!bytes) return bytes.error();
    const auto text = to_utf8(std::move(*bytes), mapping->encoding);
    if (!text) return text.error();
    auto table = read_csv(*text);
    if (!table) return table.error();
    auto source = mapping->source;
    auto reader = RowReader::make(std::move(*mapping), table->header);
    if (!reader) return reader.error();
    return List{std::move(*table), std::move(*reader), std::move(source)};
}

CodeLists read_codes(UnitOfWork& unit_of_work) {
    CodeLists lists;
    for (const auto& row :
         runtime::native(unit_of_work).exec("SELECT kind, code, name FROM master WHERE kind IN ('genre', 'tokuten')")) {
        auto& codes = row[0].as<std::string>() == "genre" ? lists.genres : lists.benefits;
        const auto code = row[1].as<std::string>();
        codes[row[2].as<std::string>()] = code;
        codes.emplace(code, code);
    }
    return lists;
}

// What a list holds: records to be stored, and the keys of all its rows.
template <typename Record>
struct Contents {
    std::vector<Record> records;
    std::vector<std::string> present_keys;
    bool every_key_known = true;
};

// Reads all rows with `read`, a function (row, refused cells) -> optional record; the report says what was left out.
template <typename Record, typename Read>
Contents<Record> read_rows(const List& list, const Read& read, ImportReport& report) {
    Contents<Record> contents;
    std::unordered_map<std::string, int> line_of_key;
    for (const auto& row : list.table.rows) {
        ++report.read;
        if (const auto reason = list.reader.skip_reason(row)) {
            ++report.skipped[*reason];
            continue;
        }
        auto record = read(row, report.refused);
        const auto key = list.reader.key_of(row);
        if (key.empty()) contents.every_key_known = false;
        else contents.present_keys.push_back(key);
        if (record) {
            const auto [first, is_new] = line_of_key.emplace(record->source_key, row.line);
            if (!is_new) {
                report.refused.push_back({row.line, "", "has the same key as line " + std::to_string(first->second)});
                record.reset();
            }
        }
        if (record) contents.records.push_back(std::move(*record));
        else ++report.refused_rows;
    }
    return contents;
}

// Stores in batches with `store`, a function (unit of work, source, records) -> counts.
template <typename Record, typename Store>
void store_rows(UnitOfWork& unit_of_work, const std::string& source, const std::vector<Record>& records,
                const Store& store, const ImportProgress& progress, ImportReport& report) {
    for (std::size_t begin = 0; begin < records.size(); begin += kBatch) {
        const auto end = std::min(records.size(), begin + kBatch);
        const auto first = records.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = records.begin() + static_cast<std::ptrdiff_t>(end);
        const auto counts = store(unit_of_work, source, std::vector<Record>(first, last));
        report.inserted += counts.inserted;
        report.updated += counts.updated;
        report.unchanged += counts.unchanged;
        if (progress) progress(end, records.size());
    }
}

template <typename Record, typename Store, typename Prune>
void take_in(UnitOfWork& unit_of_work, const List& list, const Contents<Record>& contents, const ImportRequest& request,
             const Store& store, const Prune& prune, ImportReport& report) {
    if (request.all_or_nothing && report.refused_rows > 0) {
        report.nothing_stored = true;
        return;
    }
    store_rows(unit_of_work, list.source, contents.records, store, request.progress, report);
    if (!request.prune) return;
    if (contents.every_key_known) report.pruned = prune(unit_of_work, list.source, contents.present_keys);
    else report.prune_left_out = true;
}

}  // namespace

Result<ImportReport> import_shops(runtime::Database& database, const ImportRequest& request, Deadline deadline) {
    const auto list = open_list(request, ListKind::shops);
    if (!list) return list.error();
    ImportReport report;
    const auto job = [&](UnitOfWork& unit_of_work) {
        report = ImportReport{};
        report.source = list->source;
        lock_source(unit_of_work, list->source);
        const auto codes = read_codes(unit_of_work);
        const auto read = [&](const CsvRow& row, std::vector<RefusedCell>& refused) {
            return list->reader.read_shop(row, codes, refused);
        };
        const auto contents = read_rows<ShopRecord>(*list, read, report);
        take_in(unit_of_work, *list, contents, request, store_shops, hide_other_shops, report);
        return Result<void>::success();
    };
    const auto result = database.run_here(job, deadline);
    if (!result) return result.error();
    return report;
}

Result<ImportReport> import_places(runtime::Database& database, const ImportRequest& request, Deadline deadline) {
    const auto list = open_list(request, ListKind::places);
    if (!list) return list.error();
    ImportReport report;
    const auto job = [&](UnitOfWork& unit_of_work) {
        report = ImportReport{};
        report.source = list->source;
        lock_source(unit_of_work, list->source);
        const auto read = [&](const CsvRow& row, std::vector<RefusedCell>& refused) {
            return list->reader.read_place(row, refused);
        };
        const auto contents = read_rows<PlaceRecord>(*list, read, report);
        take_in(unit_of_work, *list, contents, request, store_places, close_other_places, report);
        return Result<void>::success();
    };
    const auto result = database.run_here(job, deadline);
    if (!result) return result.error();
    return report;
}

}  // namespace hub::passport_db
