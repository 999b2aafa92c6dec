// The beginning of a file, for a first look at it.
#include <algorithm>

#include "connectors/passport_db/import/guess/cell_shapes.hpp"
#include "connectors/passport_db/import/guess/mapping_guess.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kSampleRows = 300;
constexpr std::size_t kMostSampleBytes = 8 * 1024 * 1024;

using Texts = std::vector<std::string>;

// The file's name as the name of a source.
std::string source_of(const std::filesystem::path& file) {
    std::string name;
    for (const char character : file.filename().string().substr(0, file.filename().string().find('.'))) {
        const bool digit = character >= '0' && character <= '9';
        const auto lower = static_cast<char>(character | 0x20);
        if (digit || character == '_') name += character;
        else if (lower >= 'a' && lower <= 'z') name += lower;
        else name += '_';
    }
    name = name.substr(0, 50);
    return name.empty() || name == "application" || name == "staff" ? "list" : name;
}

// Names for the columns of a list that brings none.
Texts numbered(std::size_t columns) {
    Texts names;
    for (std::size_t column = 1; column <= columns; ++column) names.push_back("列" + std::to_string(column));
    return names;
}

}  // namespace

bool is_data(const Texts& first_row) {
    int data = 0;
    int filled = 0;
    for (const auto& cell : first_row) {
        const auto shape = shape_of(cell);
        filled += shape != CellShape::empty;
        data += shape != CellShape::empty && shape != CellShape::text && shape != CellShape::kana;
    }
    return data > 0 && data * 4 >= filled;
}

Result<MappingDraft> guess_mapping(const std::filesystem::path& file, std::optional<ListKind> kind) {
    auto table = open_table(file, {});
    if (!table) return table.error();
    ListSample sample{(*table)->header(), true, {}};
    bool named = false;
    for (std::size_t column = 0; column < sample.header.size(); ++column)
        named = named || is_usable(sample.header, column);
    if (!named || is_data(sample.header)) {
        TableForm form;
        form.header = numbered(sample.header.size());
        if (table = open_table(file, form); !table) return table.error();
        sample = {form.header, false, {}};
    }
    for (std::size_t bytes = 0; sample.rows.size() < kSampleRows && bytes < kMostSampleBytes;) {
        auto row = (*table)->next();
        if (!row) return row.error();
        if (!*row) break;
        for (const auto& cell : (*row)->cells) bytes += cell.size();
        sample.rows.push_back(std::move((*row)->cells));
    }
    return draft_mapping(sample, kind, source_of(file));
}

}  // namespace hub::passport_db
