#include "connectors/passport_db/import/tables/table_source.hpp"

#include <fstream>

#include "connectors/passport_db/import/tables/csv_source.hpp"
#include "connectors/passport_db/import/tables/json_source.hpp"
#include "connectors/passport_db/import/tables/workbook_source.hpp"

namespace hub::passport_db {
namespace {

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kOldOffice = "\xD0\xCF\x11\xE0";
constexpr std::size_t kTarMark = 257;

bool is_tar(std::string_view beginning) {
    return beginning.size() > kTarMark + 5 && beginning.substr(kTarMark, 5) == "ustar";
}

bool is_json(std::string_view beginning) {
    if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
    const auto first = beginning.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    if (beginning[first] == '{') return true;
    const auto second = beginning.find_first_not_of(" \t\r\n", first + 1);
    return beginning[first] == '[' && second != std::string_view::npos &&
           (beginning[second] == '{' || beginning[second] == ']');
}

Result<std::unique_ptr<TableSource>> json_table(Result<std::unique_ptr<JsonTexts>> texts, const TableForm& form,
                                                const TableLimits& limits) {
    if (!texts) return texts.error();
    return open_json(std::move(*texts), form, limits);
}

}  // namespace

Result<std::unique_ptr<TableSource>> open_table(const std::filesystem::path& file, const TableForm& form,
                                                const TableLimits& limits) {
    std::error_code failure;
    if (std::filesystem::is_directory(file, failure)) return json_table(json_folder(file, limits), form, limits);
    auto packed = PackedFile::open(file, limits.bytes);
    if (!packed) return packed.error();
    const auto beginning = packed->read();
    if (!beginning) return beginning.error();
    packed->rewind();
    if (beginning->starts_with(kZip)) {
        const auto parts = ZipParts::open(file);
        if (!parts) return parts.error();
        if (parts->has("xl/workbook.xml")) return open_workbook(*parts, form, limits);
        return json_table(json_archive(file, limits), form, limits);
    }
    if (beginning->starts_with(kOldOffice))
        return Error{ErrorKind::invalid, "import.damaged",
                     "the file " + file.string() + " is an old Office file; save it as .xlsx or as CSV"};
    if (is_tar(*beginning)) return json_table(json_archive(file, limits), form, limits);
    if (is_json(*beginning)) return json_table(json_file(file, limits), form, limits);
    return open_csv(std::move(*packed), form, limits);
}

}  // namespace hub::passport_db
