#include "handlers/staff/names.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "handlers/catalog/folding.hpp"

namespace hub::staff {
namespace {

constexpr std::size_t kLongestName = 80;

// What cannot be seen, or turns round how its neighbours are seen: the general categories of control, format, private,
// surrogate and unassigned characters, and of line and paragraph separators.
constexpr std::uint32_t kInvisible =
    U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK | U_GC_CN_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;

bool has_refused(std::string_view text) {
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t next = 0; next < length;) {
        UChar32 character = 0;
        U8_NEXT(text.data(), next, length, character);
        if (character < 0 || character == '/' || (U_GET_GC_MASK(character) & kInvisible) != 0) return true;
    }
    return false;
}

// Who acts in the audit without being anybody's account: the product itself, and the command line.
constexpr std::array<std::u32string_view, 2> kTaken{U"hub", U"operator"};

}  // namespace

bool is_name(std::string_view text) {
    const auto folded = catalog::fold_name(text);
    return !folded.empty() && text.front() != ' ' && text.back() != ' ' &&
           catalog::count_code_points(text) <= kLongestName && !has_refused(text) &&
           std::find(kTaken.begin(), kTaken.end(), folded) == kTaken.end();
}

bool are_alike(std::string_view one, std::string_view other) {
    return catalog::fold_name(one) == catalog::fold_name(other);
}

}  // namespace hub::staff
