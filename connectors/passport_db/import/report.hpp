#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hub::passport_db {

// Why a row did not come in; a row can be listed more than once.
struct RefusedCell {
    int line = 0;        // of the file, where the row begins
    std::string column;  // as the header names it; empty when the row as a whole is meant
    std::string reason;  // one sentence
};

// What became of a list. read = stored rows (inserted + updated + unchanged) + skipped + refused.
struct ImportReport {
    std::string source;
    int read = 0;
    int inserted = 0;
    int updated = 0;
    int unchanged = 0;
    int refused_rows = 0;
    int pruned = 0;                      // no longer in the list: shops hidden, places closed
    bool prune_left_out = false;         // asked for, but a refused row has no readable key
    bool nothing_stored = false;         // all or nothing was asked for, and rows were refused
    std::map<std::string, int> skipped;  // reason -> rows
    std::vector<RefusedCell> refused;
};

// 0, or 3 when rows were refused.
int exit_code(const ImportReport& report);

// For people, in English, one line per refused cell, ending in a line of counts.
std::string to_text(const ImportReport& report);
std::string to_json(const ImportReport& report);

// Called with the rows stored so far and all rows to be stored.
using ImportProgress = std::function<void(std::size_t done, std::size_t total)>;

// Draws a bar on standard error when that is a terminal; does nothing otherwise.
ImportProgress terminal_progress();

}  // namespace hub::passport_db
