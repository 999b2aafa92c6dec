#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

// What cells look like, whatever their column is called. Pure.
namespace hub::passport_db {

enum class CellShape {
    empty,
    number,
    phone,
    postal_code,
    url,
    latitude,
    longitude,
    position,
    day,
    time,
    address,
    kana,
    text
};
constexpr std::size_t kCellShapes = 13;

// "a telephone number", ... for sentences.
const char* name_of(CellShape shape);

CellShape shape_of(std::string_view cell);

// The cells of one column of a sample.
struct ColumnShapes {
    std::array<int, kCellShapes> counts{};
    int filled = 0;
    bool distinct = true;               // no two filled cells are equal
    std::vector<std::string> values{};  // the first thirty different ones
    std::size_t longest = 0;            // bytes

    // The shape that four of five filled cells have; text when none has, empty when nothing is filled.
    CellShape shape() const;
    int count(CellShape shape) const { return counts[static_cast<std::size_t>(shape)]; }
};

ColumnShapes shapes_of(const std::vector<std::vector<std::string>>& rows, std::size_t column);

}  // namespace hub::passport_db
