#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hub::passport_db {

// refused: the row did not come in. corrected: it came in otherwise than written. doubtful: it came in as written, and
// somebody should look at it.
enum class FindingKind { refused, corrected, doubtful };

// What there is to say about a cell or a row to the publisher of the list. A row can have several.
struct Finding {
    FindingKind kind = FindingKind::refused;
    int line = 0;        // of the file, where the row begins (TableRow)
    std::string column;  // as the header names it; empty when the row as a whole is meant
    std::string value;   // as it was written, cut to a hundred characters; empty when the row as a whole is meant
    std::string reason;  // one sentence in Japanese
};

// What was done about rows of earlier imports that the list no longer has.
enum class Closing {
    done,         // they were closed
    left_out,     // not wanted
    key_unknown,  // not done: a refused row has no readable key, so it could be any of them
    too_many      // not done: more than a third of what is stored would go, and that was not confirmed
};

// What became of a list. accepted = inserted + updated + unchanged; read = skipped + accepted + refused_rows, but with
// `nothing_stored` no row is accepted.
struct ImportReport {
    std::string source;
    int read = 0;
    int inserted = 0;
    int updated = 0;
    int unchanged = 0;
    int refused_rows = 0;
    int corrected_rows = 0;  // accepted rows with a correction
    int doubtful_rows = 0;   // accepted rows with a doubt
    int closed = 0;          // shops and events hidden, facilities and places closed; or how many would be (`too_many`)
    Closing closing = Closing::done;
    bool nothing_stored = false;         // all or nothing was asked for, and rows were refused
    bool dry_run = false;                // nothing was to be stored: the counts say what would have been
    std::map<std::string, int> changes;  // of the updated rows: field -> rows in which it changed
    std::map<std::string, int> skipped;  // reason -> rows
    std::vector<Finding> findings;       // in the order of the list, at most kMostFindings
    int findings_left_out = 0;           // beyond that

    int accepted() const { return inserted + updated + unchanged; }
};

constexpr std::size_t kMostFindings = 20'000;

// 0, or 3 when rows were refused.
int exit_code(const ImportReport& report);

// For people: a table of the findings in Japanese, then lines of counts in English.
std::string to_text(const ImportReport& report);
std::string to_json(const ImportReport& report);
// To be handed back to the publisher: UTF-8 with a byte order mark, CRLF, header in Japanese. A cell that a spreadsheet
// would take for a formula begins with an apostrophe.
std::string to_csv(const ImportReport& report);

// Called with the rows stored so far and all rows to be stored.
using ImportProgress = std::function<void(std::size_t done, std::size_t total)>;

// Draws a bar on standard error when that is a terminal; does nothing otherwise.
ImportProgress terminal_progress();

}  // namespace hub::passport_db
