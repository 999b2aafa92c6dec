#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

// Which things of a list are probably the same. Pure.
namespace hub::passport_db {

// As much of a shop, a facility or an event as tells it from others.
struct ListedThing {
    std::string name;
    std::string mark{};  // two things with the same one are probably the same: the phone, or days; may be empty
    std::optional<catalog::Position> position{};
    std::string city{};
};

// Whether two names, compared as people read them, share most of their pairs of characters, or one holds the other.
bool similar_names(std::string_view one, std::string_view other);

// Remembers things and finds those that are like another.
class DuplicateFinder {
public:
    // `same_mark`: what equal marks mean, such as 電話番号が同じ.
    explicit DuplicateFinder(std::string same_mark) : same_mark_(std::move(same_mark)) {}

    // `where` says for people where it is found: 12行目, 登録済み（出所）.
    void add(const ListedThing& thing, const std::string& where);
    // The doubt about a thing in one Japanese sentence: the same mark, or within 30 m and a similar name.
    std::optional<std::string> find(const ListedThing& thing) const;

private:
    struct Known {
        std::string name;
        std::string where;
        catalog::Position position;
    };
    std::string sentence(const Known& known, const std::string& why) const;

    const std::string same_mark_;
    std::unordered_map<std::string, Known> by_mark_;
    std::unordered_map<std::int64_t, std::vector<Known>> by_cell_;  // cells of about 50 m
};

// For each thing how far it is from the middle (the median) of those of its city, when that is 30 km or more: a digit
// in its position is probably wrong. Only in a municipality's own list: one in which at least ten things, and four of
// five, are in that city. In whole kilometres.
std::vector<std::optional<int>> far_from_their_city(const std::vector<ListedThing>& things);

}  // namespace hub::passport_db
