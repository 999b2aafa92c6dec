#include "handlers/catalog/code_list.hpp"

#include <algorithm>
#include <tuple>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {

CodeList::CodeList(std::vector<CodeRow> rows) : rows_(std::move(rows)) {
    std::sort(rows_.begin(), rows_.end(), [](const CodeRow& one, const CodeRow& other) {
        return std::tie(one.kind, one.sort, one.code) < std::tie(other.kind, other.sort, other.code);
    });
    for (const auto& row : rows_) folded_names_.push_back(fold_name(row.name));
}

std::string_view CodeList::name_of(std::string_view kind, std::string_view code) const {
    for (const auto& row : rows_)
        if (row.kind == kind && row.code == code) return row.name;
    return code;
}

std::optional<std::string> CodeList::code_of(std::string_view kind, std::string_view name) const {
    const auto folded = fold_name(name);
    for (std::size_t index = 0; index < rows_.size(); ++index)
        if (rows_[index].kind == kind && folded_names_[index] == folded) return rows_[index].code;
    for (const auto& row : rows_)
        if (row.kind == kind && row.code == name) return row.code;
    return std::nullopt;
}

std::vector<const CodeRow*> CodeList::of_kind(std::string_view kind) const {
    std::vector<const CodeRow*> found;
    for (const auto& row : rows_)
        if (row.kind == kind) found.push_back(&row);
    return found;
}

}  // namespace hub::catalog
