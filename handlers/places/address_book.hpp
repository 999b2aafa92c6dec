#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "handlers/places/position.hpp"

// The towns that addresses are read against.
namespace hub::places {

// One town or one 丁目 of it, as lists give them.
struct Town {
    std::string prefecture;    // 大阪府
    std::string municipality;  // 堺市堺区, 豊能郡豊能町
    std::string name;          // 旭ヶ丘北町三丁, 大字飯森
    std::string koaza;         // or empty
    std::optional<Position> position;
};

// Immutable once made. All names are found in the way they are compared (address_letters.hpp).
class AddressBook {
public:
    struct Chome {
        int number = 0;
        std::string unit;  // 丁 or 丁目
        std::optional<Position> position;
    };
    struct Koaza {
        std::u32string key;
        std::string name;
        std::optional<Position> position;
    };
    struct Entry {  // a town with all its 丁目
        std::uint32_t municipality = 0;
        std::string name;                  // without 丁目
        bool whole = false;                // also listed without 丁目
        std::vector<Chome> chome;          // ascending
        std::vector<Koaza> koaza;          // the longest first
        std::optional<Position> position;  // its own, else the middle of its 丁目
    };
    struct Municipality {
        std::string prefecture;
        std::string name;
    };

    AddressBook() = default;
    explicit AddressBook(const std::vector<Town>& towns);

    bool empty() const { return entries_.empty(); }
    std::size_t size() const { return entries_.size(); }
    const Municipality& municipality(std::uint32_t index) const { return municipalities_[index]; }
    bool has_prefecture(std::string_view name) const;

    // What a text begins with.
    struct Municipalities {
        std::size_t length = 0;                // letters
        std::vector<std::uint32_t> indices{};  // a city written without its ward: all its wards
    };
    // The longest name of a municipality that `letters` (compared) begin with; its district (郡) may be missing, and a
    // ward or a city may stand for its municipality. Nothing: length 0.
    Municipalities municipality_at(std::u32string_view letters) const;

    struct Towns {
        std::size_t length = 0;
        std::vector<const Entry*> entries{};
    };
    // The longest name of a town of these municipalities (all when empty) that `letters` (compared) begin with, not
    // longer than `longest`.
    Towns town_at(std::u32string_view letters, const std::vector<std::uint32_t>& municipalities,
                  std::size_t longest) const;

    // The towns of these municipalities whose names are the same as a beginning of `letters` (compared) when 町 and ノ
    // do not count: 鳳南 for 鳳南町. Only where a number follows; the longest beginning.
    Towns town_spelled_otherwise_at(std::u32string_view letters,
                                    const std::vector<std::uint32_t>& municipalities) const;

private:
    using Index = std::unordered_map<std::u32string, std::vector<std::uint32_t>>;
    std::vector<const Entry*> entries_of(const Index& index, const std::u32string& name,
                                         const std::vector<std::uint32_t>& municipalities) const;
    std::uint32_t municipality_index(const Town& town);
    void add(const Town& town, std::unordered_map<std::u32string, std::uint32_t>& known);
    void add_names_of_municipality(std::uint32_t index);
    void finish(Entry& entry);

    std::vector<Municipality> municipalities_;
    std::vector<Entry> entries_;
    Index municipalities_by_name_;
    Index entries_by_name_;
    Index entries_by_loose_name_;
    std::size_t longest_municipality_ = 0;
    std::size_t longest_town_ = 0;
};

}  // namespace hub::places
