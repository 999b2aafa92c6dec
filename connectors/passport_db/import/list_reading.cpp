#include "connectors/passport_db/import/list_reading.hpp"

#include <algorithm>

namespace hub::passport_db {
namespace {

bool holds(const std::vector<Finding>& findings, FindingKind kind) {
    return std::any_of(findings.begin(), findings.end(), [kind](const Finding& found) { return found.kind == kind; });
}

// Why the position does not fit the city of its row; empty when it does or nothing is known.
std::string position_doubt(const ListedThing& thing, std::optional<int> kilometres,
                           const MunicipalityAt& municipality_at) {
    if (!thing.position || thing.city.empty()) return {};
    if (municipality_at) {
        const auto at = municipality_at(*thing.position);
        const bool same =
            !at || at->empty() || at->ends_with(thing.city) || thing.city.ends_with(*at) || at->starts_with(thing.city);
        if (!same) return "位置が" + thing.city + "ではなく、" + *at + "にあります";
        if (at) return {};
    }
    if (!kilometres) return {};
    return "位置が" + thing.city + "のほかの行から" + std::to_string(*kilometres) + "km離れています";
}

}  // namespace

void add_findings(std::vector<Finding> findings, ImportReport& report) {
    for (auto& finding : findings) {
        if (report.findings.size() < kMostFindings) report.findings.push_back(std::move(finding));
        else ++report.findings_left_out;
    }
}

void sort_findings(ImportReport& report) {
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const Finding& one, const Finding& other) { return one.line < other.line; });
}

Error too_much_text() {
    return {ErrorKind::invalid, "import.too_large",
            "the list holds more than " + std::to_string(kMostText / (1024 * 1024)) + " MiB of text; split it"};
}

std::size_t size_of(const TableRow& row) {
    std::size_t size = 0;
    for (const auto& cell : row.cells) size += cell.size();
    return size;
}

void count_findings(const std::vector<Finding>& findings, ImportReport& report) {
    report.corrected_rows += holds(findings, FindingKind::corrected);
    report.doubtful_rows += holds(findings, FindingKind::doubtful);
}

void keep_refusals(std::vector<Finding>& findings) {
    std::erase_if(findings, [](const Finding& found) { return found.kind != FindingKind::refused; });
}

void check_list(const std::vector<ListedThing>& things, const std::vector<int>& lines, const char* same_mark,
                const DuplicateFinder& stored, const MunicipalityAt& municipality_at, ImportReport& report) {
    std::unordered_map<int, bool> already_doubtful;
    for (const auto& finding : report.findings)
        if (finding.kind == FindingKind::doubtful) already_doubtful[finding.line] = true;
    const auto far = far_from_their_city(things);
    DuplicateFinder listed(same_mark == nullptr ? "" : same_mark);
    for (std::size_t index = 0; index < things.size(); ++index) {
        std::vector<Finding> doubts;
        const auto doubt = [&](std::string reason) {
            doubts.push_back({FindingKind::doubtful, lines[index], "", things[index].name, std::move(reason)});
        };
        if (same_mark != nullptr) {
            if (auto same = listed.find(things[index])) doubt(std::move(*same));
            if (auto same = stored.find(things[index])) doubt(std::move(*same));
            listed.add(things[index], std::to_string(lines[index]) + "行目");
        }
        if (auto reason = position_doubt(things[index], far[index], municipality_at); !reason.empty())
            doubt(std::move(reason));
        if (!doubts.empty() && !std::exchange(already_doubtful[lines[index]], true)) ++report.doubtful_rows;
        add_findings(std::move(doubts), report);
    }
}

}  // namespace hub::passport_db
