#include "connectors/passport_db/import/tables/row_limits.hpp"

#include <algorithm>

#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {

bool has_text(const std::vector<std::string>& cells) {
    return std::any_of(cells.begin(), cells.end(), [](const std::string& cell) { return !trimmed(cell).empty(); });
}

std::string too_many_columns(const TableLimits& limits) {
    return "has more than " + std::to_string(limits.columns) + " columns";
}

std::optional<std::string> limit_problem(const TableRow& row, const TableLimits& limits) {
    if (row.cells.size() > limits.columns) return too_many_columns(limits);
    for (std::size_t column = 0; column < row.cells.size(); ++column)
        if (row.cells[column].size() > limits.cell_bytes)
            return "the cell in column " + std::to_string(column + 1) + " is larger than " +
                   std::to_string(limits.cell_bytes) + " bytes";
    return std::nullopt;
}

Error too_many_rows(const TableLimits& limits) {
    return {ErrorKind::invalid, "import.too_large",
            "the list has more than " + std::to_string(limits.rows) + " rows; split it"};
}

}  // namespace hub::passport_db
