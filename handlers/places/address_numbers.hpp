#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// The numbers of an address behind the town's name: 丁目, 番地 and 号, and where the building begins.
namespace hub::places {

// What is known of a town's 丁目 when its numbers are read.
struct ChomeRule {
    bool has_chome = false;   // the town is divided into 丁目
    bool also_whole = false;  // and parts of it are not
    int last = 0;             // the highest number
};

struct ReadChome {
    int number = 0;          // 0: none was written
    bool with_me = false;    // 丁目, not 丁
    std::size_t length = 0;  // letters, with what separates it from the block
};
// The 丁目 that `letters` (tidy) begin with: ３丁目, 三丁, 丁 without 目, 3-13-1 where the town has 丁目.
ReadChome read_chome(std::u32string_view letters, const ChomeRule& rule);

struct ReadBlock {
    std::string text;        // 13-1; empty when none was written
    std::size_t length = 0;  // letters
};
// The block that `letters` (tidy) begin with: 13番1号, 13番地の1, 13-1, 十三番地, 無番地. The number of a room or a
// floor behind it (13-1-502, 13番1-502号, 13-1 5階) is left to the building.
ReadBlock read_block(std::u32string_view letters);

// Whether what is behind a block is one more lot (300番地・301番地の1) and no building.
bool begins_another_lot(std::u32string_view letters);

// The building: what is left behind the block, without the signs that separate it.
std::string read_building(std::u32string_view letters);

}  // namespace hub::places
