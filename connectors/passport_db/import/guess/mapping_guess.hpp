#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "connectors/passport_db/import/mapping.hpp"

namespace hub::passport_db {

// The beginning of a list.
struct ListSample {
    std::vector<std::string> header;  // as it stands, or names made up for a list without one
    bool has_header = true;
    std::vector<std::vector<std::string>> rows;  // at most a few hundred
};

// A first mapping for a list, to be reviewed by a person.
struct MappingDraft {
    std::string json;                 // a mapping that parse_mapping takes
    std::vector<std::string> sure;    // what its columns and cells agree about, each an English sentence
    std::vector<std::string> unsure;  // what a person should look at
};

// Whether a mapping can name a column: it has a name, and no other has the same. Pure.
bool is_usable(const std::vector<std::string>& header, std::size_t column);

// Whether the first row of a list is data and not the names of columns. Pure.
bool is_data(const std::vector<std::string>& first_row);

// Pure. `source`: the name for the rows' origin, as mappings want it.
MappingDraft draft_mapping(const ListSample& sample, std::optional<ListKind> kind, const std::string& source);

// Reads the beginning of a file and drafts a mapping for it. Errors: those of open_table.
Result<MappingDraft> guess_mapping(const std::filesystem::path& file, std::optional<ListKind> kind);

}  // namespace hub::passport_db
