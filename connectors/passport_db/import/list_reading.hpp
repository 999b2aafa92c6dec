#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/passport_db/import/list_kinds.hpp"

namespace hub::passport_db {

// The municipality at a position, as addresses name it (大阪市北区); empty when it is not known.
using MunicipalityAt = std::function<std::optional<std::string>(catalog::Position)>;

// What a list holds: the records of its good rows, and the keys of all.
template <typename Record>
struct ListContents {
    std::vector<Record> records;
    std::vector<int> lines;                 // of the records
    std::vector<std::string> present_keys;  // of all rows that are not left out on purpose
    bool every_key_known = true;
};

// Collects findings up to the report's limit.
void add_findings(std::vector<Finding> findings, ImportReport& report);
void sort_findings(ImportReport& report);

// invalid "import.too_large": the rows of a list, but for those that are left out on purpose, hold more than kMostText.
Error too_much_text();
constexpr std::size_t kMostText = 64 * 1024 * 1024;
std::size_t size_of(const TableRow& row);
// Counts a row that was accepted, with what was found about it.
void count_findings(const std::vector<Finding>& findings, ImportReport& report);
// Leaves only why the row was refused.
void keep_refusals(std::vector<Finding>& findings);

// Reads all rows; the report says what was left out.
template <typename Record>
Result<ListContents<Record>> read_rows(TableSource& table, const RowReader& reader, const CodeLists& codes,
                                       ImportReport& report) {
    ListContents<Record> contents;
    std::unordered_map<std::string, int> line_of_key;
    std::size_t text = 0;
    for (;;) {
        const auto next = table.next();
        if (!next) return next.error();
        if (!*next) return contents;
        const auto& row = **next;
        ++report.read;
        if (const auto reason = reader.skip_reason(row)) {
            ++report.skipped[*reason];
            continue;
        }
        std::vector<Finding> findings;
        auto record = rules_of<Record>().read(reader, row, codes, findings);
        const auto key = reader.key_of(row);
        if (key.empty()) contents.every_key_known = false;
        else contents.present_keys.push_back(key);
        if (record) {
            const auto [first, is_new] = line_of_key.emplace(record->source_key, row.line);
            if (!is_new) {
                findings.push_back({FindingKind::refused, row.line, "", "",
                                    std::to_string(first->second) + "行目と識別子（" + key + "）が同じです"});
                record.reset();
            }
        }
        if ((text += size_of(row)) > kMostText) return too_much_text();
        if (record) {
            contents.records.push_back(std::move(*record));
            contents.lines.push_back(row.line);
            count_findings(findings, report);
        } else {
            ++report.refused_rows;
            keep_refusals(findings);
        }
        add_findings(std::move(findings), report);
    }
}

// What is in doubt about whole rows: duplicates in the list and against `stored`, positions away from their city.
void check_list(const std::vector<ListedThing>& things, const std::vector<int>& lines, const char* same_mark,
                const DuplicateFinder& stored, const MunicipalityAt& municipality_at, ImportReport& report);

}  // namespace hub::passport_db
