#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "connectors/passport_db/import/tables/table_source.hpp"

namespace hub::passport_db {

struct JsonText {
    std::string file;  // its name, for messages
    std::string text;
};

// JSON files one after the other: one file, those of a folder, or those of a tar or zip (but for the zip
// also in gzip).
class JsonTexts {
public:
    virtual ~JsonTexts() = default;
    // Empty after the last. Errors: invalid "import.too_large", "import.damaged".
    virtual Result<std::optional<JsonText>> next() = 0;
    virtual Result<void> rewind() = 0;
};

// A file that holds more than one object may be as large as 16 MiB, one of several files as a row.
Result<std::unique_ptr<JsonTexts>> json_file(const std::filesystem::path& file, const TableLimits& limits);
// In the order of their names.
Result<std::unique_ptr<JsonTexts>> json_folder(const std::filesystem::path& folder, const TableLimits& limits);
// In the archive's order; members that are not called *.json are passed over.
Result<std::unique_ptr<JsonTexts>> json_archive(const std::filesystem::path& file, const TableLimits& limits);

}  // namespace hub::passport_db
