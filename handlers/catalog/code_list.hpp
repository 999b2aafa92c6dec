#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

namespace hub::catalog {

// The code lists (table master) for look-up in both directions. Immutable.
class CodeList {
public:
    explicit CodeList(std::vector<CodeRow> rows);

    // The display name of a code; the code itself when it is not listed.
    std::string_view name_of(std::string_view kind, std::string_view code) const;
    // The code of a display name, however it is written, or of a code.
    std::optional<std::string> code_of(std::string_view kind, std::string_view name) const;
    // The codes of one kind in their display order.
    std::vector<const CodeRow*> of_kind(std::string_view kind) const;

    const std::vector<CodeRow>& rows() const { return rows_; }

private:
    std::vector<CodeRow> rows_;  // by kind, sort, code
    std::vector<std::u32string> folded_names_;
};

}  // namespace hub::catalog
