#include "handlers/staff/names.hpp"

#include <algorithm>

#include "handlers/catalog/folding.hpp"

namespace hub::staff {
namespace {

constexpr std::size_t kLongestName = 80;

bool is_refused(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F || byte == '/'; }

}  // namespace

bool is_name(std::string_view text) {
    return !catalog::fold(text).empty() && text.front() != ' ' && text.back() != ' ' &&
           catalog::count_code_points(text) <= kLongestName && std::none_of(text.begin(), text.end(), is_refused);
}

}  // namespace hub::staff
