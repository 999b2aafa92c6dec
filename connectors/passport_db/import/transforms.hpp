#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

// What a mapping can do to the text of a cell. Pure.
namespace hub::passport_db {

enum class TransformKind {
    nfkc,         // Unicode NFKC: half-width kana and full-width digits become the usual ones
    phone,        // 03-1234-5678; parentheses and all kinds of dashes are understood
    postal_code,  // 530-0001
    url,          // http or https; a bare host name becomes http://host
    municipality  // the municipality an address begins with, without its prefecture: 大阪市北区, 焼津市
};

struct Transform {
    TransformKind kind = TransformKind::nfkc;
    std::string area_code;  // of phone: put before numbers that lack one; may be empty
};

// The names of the kinds as mappings write them.
const std::vector<std::string>& transform_names();
std::optional<TransformKind> transform_kind(std::string_view name);

// Without spaces (also full-width ones), line ends and control characters at either end; control characters within
// become spaces, line ends "\n".
std::string trimmed(std::string_view text);

// The transformed text; empty stays empty. Errors: invalid, `detail` saying what is wrong with the value.
Result<std::string> transformed(const Transform& transform, std::string_view text);

}  // namespace hub::passport_db
