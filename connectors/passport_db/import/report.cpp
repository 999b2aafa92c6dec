#include "connectors/passport_db/import/report.hpp"

#include <cstdio>

#include <unistd.h>

#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kBarWidth = 30;

std::string counts_line(const ImportReport& report) {
    std::string line = report.source + ": " + std::to_string(report.read) + " rows read, " +
                       std::to_string(report.inserted) + " inserted, " + std::to_string(report.updated) + " updated, " +
                       std::to_string(report.unchanged) + " unchanged";
    for (const auto& [reason, rows] : report.skipped) line += ", " + std::to_string(rows) + " skipped (" + reason + ")";
    if (report.pruned > 0) line += ", " + std::to_string(report.pruned) + " no longer listed and taken offline";
    return line + ", " + std::to_string(report.refused_rows) + " refused";
}

}  // namespace

int exit_code(const ImportReport& report) { return report.refused_rows > 0 ? 3 : 0; }

std::string to_text(const ImportReport& report) {
    std::string text;
    for (const auto& cell : report.refused) {
        text += "line " + std::to_string(cell.line);
        if (!cell.column.empty()) text += ", column " + cell.column;
        text += ": " + cell.reason + "\n";
    }
    if (report.prune_left_out) text += "nothing was taken offline: the key of a refused row could not be read\n";
    if (report.nothing_stored) text += "nothing was stored, because rows were refused\n";
    return text + counts_line(report);
}

std::string to_json(const ImportReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.member("source", report.source);
    writer.member("read", report.read);
    writer.member("inserted", report.inserted);
    writer.member("updated", report.updated);
    writer.member("unchanged", report.unchanged);
    writer.member("pruned", report.pruned);
    writer.member("prune_left_out", report.prune_left_out);
    writer.member("nothing_stored", report.nothing_stored);
    writer.key("skipped");
    writer.begin_object();
    for (const auto& [reason, rows] : report.skipped) writer.member(reason, rows);
    writer.end_object();
    writer.member("refused_rows", report.refused_rows);
    writer.key("refused");
    writer.begin_array();
    for (const auto& cell : report.refused) {
        writer.begin_object();
        writer.member("line", cell.line);
        writer.member("column", cell.column);
        writer.member("reason", cell.reason);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
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
