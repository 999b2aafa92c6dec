#include "connectors/passport_db/import/list_position.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include "connectors/passport_db/import/transforms.hpp"

namespace hub::passport_db {
namespace {

// The country with its outermost islands.
constexpr double kSouth = 20.2;
constexpr double kNorth = 45.7;
constexpr double kWest = 122.7;
constexpr double kEast = 154.1;

std::optional<double> degrees(const std::string& text) {
    const auto plain = nfkc(text);
    double number = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
    if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

bool is_in_japan(double lat, double lng) { return lat >= kSouth && lat <= kNorth && lng >= kWest && lng <= kEast; }

}  // namespace

bool is_degrees(const std::string& cell) { return degrees(cell).has_value(); }

Result<ListPosition> position_in_japan(const std::string& lat, const std::string& lng) {
    const auto first = degrees(lat);
    const auto second = degrees(lng);
    if (!first || !second) return Error{ErrorKind::invalid, "import.value", "緯度と経度は度の数で書いてください"};
    if (is_in_japan(*first, *second)) return ListPosition{{*first, *second}, false};
    if (is_in_japan(*second, *first)) return ListPosition{{*second, *first}, true};
    return Error{ErrorKind::invalid, "import.value", "日本の外の位置です"};
}

}  // namespace hub::passport_db
