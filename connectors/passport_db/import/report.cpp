#include "connectors/passport_db/import/report.hpp"

#include <cstdio>

#include <unistd.h>

#include "connectors/passport_db/import/text_table.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "router/core/csv.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kBarWidth = 30;

const char* name_of(FindingKind kind) {
    switch (kind) {
        case FindingKind::refused: return "refused";
        case FindingKind::corrected: return "corrected";
        case FindingKind::doubtful: return "doubtful";
    }
    return "";
}

const char* japanese(FindingKind kind) {
    switch (kind) {
        case FindingKind::refused: return "取込不可";
        case FindingKind::corrected: return "修正";
        case FindingKind::doubtful: return "要確認";
    }
    return "";
}

const char* name_of(Closing closing) {
    switch (closing) {
        case Closing::done: return "done";
        case Closing::left_out: return "left_out";
        case Closing::key_unknown: return "key_unknown";
        case Closing::too_many: return "too_many";
    }
    return "";
}

std::string counted(const std::map<std::string, int>& counts) {
    std::string text;
    for (const auto& [name, count] : counts) text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
    return text;
}

std::string counts_line(const ImportReport& report) {
    std::string line = report.source + ": " + std::to_string(report.read) + " rows read";
    for (const auto& [reason, rows] : report.skipped) line += ", " + std::to_string(rows) + " skipped (" + reason + ")";
    line += ", " + std::to_string(report.accepted()) + " accepted (" + std::to_string(report.corrected_rows) +
            " corrected, " + std::to_string(report.doubtful_rows) + " doubtful), " +
            std::to_string(report.refused_rows) + " refused; " + std::to_string(report.inserted) + " inserted, " +
            std::to_string(report.updated) + " updated, " + std::to_string(report.unchanged) + " unchanged, " +
            std::to_string(report.closing == Closing::done ? report.closed : 0) + " closed";
    return report.changes.empty() ? line : line + "\nchanged in the updated rows: " + counted(report.changes);
}

// What did not happen, and why; each a line.
std::string remarks(const ImportReport& report) {
    std::string text;
    if (report.closing == Closing::key_unknown)
        text += "nothing was closed: the key of a refused row could not be read\n";
    if (report.closing == Closing::too_many)
        text += "nothing was closed: " + std::to_string(report.closed) +
                " stored rows are not in the list, which is more than a third; if that is right, say --prune\n";
    if (report.nothing_stored) text += "nothing was stored, because rows were refused\n";
    if (report.dry_run) text += "nothing was stored: this was a dry run\n";
    return text;
}

std::string findings_table(const ImportReport& report) {
    if (report.findings.empty()) return {};
    TextTable table({"区分", "行", "列", "値", "理由"});
    for (const auto& finding : report.findings)
        table.add({japanese(finding.kind), std::to_string(finding.line), in_one_line(finding.column),
                   in_one_line(finding.value), finding.reason});
    auto text = table.text();
    if (report.findings_left_out > 0) text += "ほかに" + std::to_string(report.findings_left_out) + "件\n";
    return text;
}

void write_counts(json::Writer& writer, const char* name, const std::map<std::string, int>& counts) {
    writer.key(name);
    writer.begin_object();
    for (const auto& [what, count] : counts) writer.member(what, count);
    writer.end_object();
}

}  // namespace

int exit_code(const ImportReport& report) { return report.refused_rows > 0 ? 3 : 0; }

std::string to_text(const ImportReport& report) {
    return findings_table(report) + remarks(report) + counts_line(report);
}

std::string to_json(const ImportReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.member("source", report.source);
    writer.member("read", report.read);
    writer.member("accepted", report.accepted());
    writer.member("corrected", report.corrected_rows);
    writer.member("doubtful", report.doubtful_rows);
    writer.member("refused", report.refused_rows);
    writer.member("inserted", report.inserted);
    writer.member("updated", report.updated);
    writer.member("unchanged", report.unchanged);
    writer.member("closed", report.closed);
    writer.member("closing", name_of(report.closing));
    writer.member("nothing_stored", report.nothing_stored);
    writer.member("dry_run", report.dry_run);
    write_counts(writer, "changes", report.changes);
    write_counts(writer, "skipped", report.skipped);
    writer.key("findings");
    writer.begin_array();
    for (const auto& finding : report.findings) {
        writer.begin_object();
        writer.member("kind", name_of(finding.kind));
        writer.member("line", finding.line);
        writer.member("column", finding.column);
        writer.member("value", finding.value);
        writer.member("reason", finding.reason);
        writer.end_object();
    }
    writer.end_array();
    writer.member("findings_left_out", report.findings_left_out);
    writer.end_object();
    return writer.take();
}

std::string to_csv(const ImportReport& report) {
    std::string text = "\xEF\xBB\xBF\"区分\",\"行\",\"列\",\"値\",\"理由\"\r\n";
    for (const auto& finding : report.findings)
        text += csv_cell(japanese(finding.kind)) + "," + std::to_string(finding.line) + "," + csv_cell(finding.column) +
                "," + csv_cell(finding.value) + "," + csv_cell(finding.reason) + "\r\n";
    if (report.findings_left_out > 0) text += ",,,,\"ほかに" + std::to_string(report.findings_left_out) + "件\"\r\n";
    return text;
}

ImportProgress terminal_progress() {
    if (isatty(STDERR_FILENO) == 0) return [](std::size_t, std::size_t) {};
    return [](std::size_t done, std::size_t total) {
        const auto filled = total == 0 ? kBarWidth : done * kBarWidth / total;
        const auto bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
        std::fprintf(stderr, "\r[%s] %zu of %zu rows%s", bar.c_str(), done, total, done == total ? "\n" : "");
        std::fflush(stderr);
    };
}

}  // namespace hub::passport_db
