#include "handlers/places/address_numbers.hpp"

#include <array>

#include "handlers/places/address_letters.hpp"
#include "handlers/places/town_name.hpp"

namespace hub::places {
namespace {

constexpr std::size_t kMostParts = 4;   // of a block: 12-3-4-5
constexpr std::size_t kRoomDigits = 3;  // a third number of so many digits is a room: 13-1-502
constexpr std::u32string_view kNoBlock = U"無番地";
constexpr std::u32string_view kJoiners = U"のノ之";
constexpr std::u32string_view kBranches = U"甲乙丙丁イロハニホヘ";
constexpr std::u32string_view kSeparators = U" ,、，.・;；:/";

bool is_one_of(char32_t letter, std::u32string_view letters) { return letters.find(letter) != letters.npos; }

std::size_t blanks_at(std::u32string_view letters) {
    std::size_t length = 0;
    while (length < letters.size() && letters[length] == U' ') ++length;
    return length;
}

// 2階, 3F, 5棟, 101号室, 1号館, 2番館, 1丁目: numbers with these behind them are no part of a block.
bool names_part_of_building(std::u32string_view behind) {
    static constexpr std::array<std::u32string_view, 11> kWords{U"階",   U"棟", U"室", U"号室", U"号棟", U"号館",
                                                                U"番館", U"F",  U"丁", U"戸",   U"街区"};
    for (const auto word : kWords)
        if (behind.starts_with(word)) {
            // 2F is a floor, 5Forest the name of a building behind the block 5.
            const bool is_floor = word == U"F";
            return !is_floor || behind.size() == 1 || behind[1] < U'A' || behind[1] > U'z';
        }
    return false;
}

// A number in kanji counts only where something says that it is one: 二番地, 三の一.
bool kanji_number_is_meant(std::u32string_view behind) {
    return behind.empty() || behind[0] == U'番' || behind[0] == U'号' || behind[0] == U'丁' || is_dash(behind[0]) ||
           is_one_of(behind[0], kJoiners) || behind[0] == U' ';
}

std::optional<WrittenNumber> plain_number_at(std::u32string_view letters) {
    auto number = number_at(letters);
    if (number && number->in_kanji && !kanji_number_is_meant(letters.substr(number->length))) number.reset();
    return number;
}

// What stands between two numbers of a block: 番地の, 番, -, の.
struct Joint {
    bool is_lot = false;   // 番地
    bool is_unit = false;  // 番 or 番地
    bool has_dash = false;
    bool has_blank = false;
    std::size_t unit_length = 0;
    std::size_t length = 0;  // 0: nothing that joins
};

Joint joint_at(std::u32string_view letters) {
    Joint joint;
    joint.is_lot = letters.starts_with(U"番地");
    joint.is_unit = letters.starts_with(U"番");
    joint.unit_length = joint.is_lot ? 2 : joint.is_unit ? 1 : 0;
    const auto blanks = blanks_at(letters.substr(joint.unit_length));
    joint.has_blank = blanks > 0;
    auto at = joint.unit_length + blanks;
    joint.has_dash = at < letters.size() && is_dash(letters[at]);
    if (joint.has_dash || (at < letters.size() && is_one_of(letters[at], kJoiners))) {
        ++at;
        at += blanks_at(letters.substr(at));
    } else if (!joint.is_unit) {
        return joint;
    }
    joint.length = at;
    return joint;
}

bool ends_in_go(std::u32string_view behind) { return behind.starts_with(U"号") && !names_part_of_building(behind); }

// 2A, 11B号: one Latin letter behind a number.
bool is_one_latin_letter(std::u32string_view behind) {
    const auto is_latin = [](char32_t letter) { return letter >= U'A' && letter <= U'Z'; };
    return !behind.empty() && is_latin(behind[0]) && (behind.size() == 1 || !is_latin(behind[1]));
}

// Whether a number of a block is really a room's: 545番地18-712号, 6番-201号, 13-1-502, 13-1-2A, 74番地 2-110.
bool is_room(const Joint& joint, std::size_t digits, std::size_t part, std::u32string_view behind) {
    if (joint.is_lot && joint.has_blank) return true;
    if (part >= 2 && is_one_latin_letter(behind)) return true;
    if (digits < kRoomDigits) return false;
    const bool has_go = ends_in_go(behind);
    if (part >= 2 || (joint.is_unit && joint.has_blank)) return true;
    if (joint.is_lot) return has_go || joint.has_dash;
    return joint.has_dash && has_go;
}

bool is_followed_by_a_number(std::u32string_view letters) {
    return !letters.empty() && plain_number_at(letters).has_value();
}

// How many numbers dashes join: 3 of 3-13-1.
int joined_numbers(std::u32string_view letters) {
    int count = 0;
    for (auto number = plain_number_at(letters); number; number = plain_number_at(letters)) {
        ++count;
        letters.remove_prefix(number->length);
        if (letters.empty() || !is_dash(letters[0])) break;
        letters.remove_prefix(1);
    }
    return count;
}

std::size_t separators_at(std::u32string_view letters) {
    std::size_t length = 0;
    while (length < letters.size() &&
           (is_one_of(letters[length], kSeparators) || is_dash(letters[length]) ||
            (is_one_of(letters[length], kJoiners) && is_followed_by_a_number(letters.substr(length + 1)))))
        ++length;
    return length;
}

// の甲, 甲, イ at the end of an address: a branch of a lot that has a letter. How many letters that takes.
std::optional<std::size_t> branch_at(std::u32string_view letters) {
    const std::size_t mark = !letters.empty() && is_one_of(letters[0], kJoiners) ? 1 : 0;
    if (letters.size() != mark + 1 || !is_one_of(letters.back(), kBranches)) return std::nullopt;
    return letters.size();
}

}  // namespace

ReadChome read_chome(std::u32string_view letters, const ChomeRule& rule) {
    const auto blanks = blanks_at(letters);
    const auto number = number_at(letters.substr(blanks));
    if (!number) return {};
    auto at = blanks + number->length;
    const auto behind = letters.substr(at);
    if (behind.starts_with(U"丁")) {
        const bool with_me = behind.starts_with(U"丁目");
        at += with_me ? 2 : 1;
        return {number->value, with_me, at + separators_at(letters.substr(at))};
    }
    if (!rule.has_chome || number->value < 1 || number->value > rule.last) return {};
    if (behind.empty() && !rule.also_whole) return {number->value, true, at};
    const bool joined = !behind.empty() && is_dash(behind[0]);
    if (!joined || joined_numbers(letters.substr(blanks)) < (rule.also_whole ? 3 : 2)) return {};
    return {number->value, true, at + 1};
}

ReadBlock read_block(std::u32string_view letters) {
    auto at = blanks_at(letters);
    if (letters.substr(at).starts_with(kNoBlock)) return {to_utf8(kNoBlock), at + kNoBlock.size()};
    const auto first = plain_number_at(letters.substr(at));
    if (!first || names_part_of_building(letters.substr(at + first->length))) return {};
    ReadBlock block;
    block.text = std::to_string(first->value);
    at += first->length;
    block.length = at;
    for (std::size_t part = 1; part < kMostParts; ++part) {
        if (ends_in_go(letters.substr(at))) {
            block.length = at + 1;
            break;
        }
        const auto joint = joint_at(letters.substr(at));
        block.length = at + joint.unit_length;
        if (joint.length == 0) break;
        at += joint.length;
        const auto number = plain_number_at(letters.substr(at));
        if (!number) break;
        const auto behind = letters.substr(at + number->length);
        if (names_part_of_building(behind) || is_room(joint, number->length, part, behind)) break;
        block.text += "-" + std::to_string(number->value);
        at += number->length;
        block.length = at;
    }
    if (block.length == at && ends_in_go(letters.substr(at))) ++block.length;
    if (const auto branch = branch_at(letters.substr(block.length))) {
        block.text += "-" + to_utf8({&letters.back(), 1});
        block.length += *branch;
    }
    return block;
}

bool begins_another_lot(std::u32string_view letters) {
    letters.remove_prefix(separators_at(letters));
    const auto number = plain_number_at(letters);
    return number && letters.substr(number->length).starts_with(U"番地");
}

std::string read_building(std::u32string_view letters) {
    letters.remove_prefix(separators_at(letters));
    while (!letters.empty() && (is_one_of(letters.back(), kSeparators) || is_dash(letters.back())) &&
           letters.back() != U'ー')
        letters.remove_suffix(1);
    if (letters.size() > 1 && letters.front() == U'(' && letters.find(U')') == letters.size() - 1)
        letters = letters.substr(1, letters.size() - 2);
    return to_utf8(letters);
}

}  // namespace hub::places
