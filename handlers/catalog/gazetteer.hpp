#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/name_index.hpp"

namespace hub::catalog {

// Places by the names people use: a station 焼津 is found as 焼津, 焼津駅, 焼津駅前, やいづ and やいづえき, one with an
// operator also as 阪急中津 and 中津駅（阪急）; a city 焼津市 also as 焼津, a ward 堺市北区 also as 北区; a town also
// behind its city and ward. A town is meant only where no other place has its name. Keeps a reference to the places,
// which must outlive it. Immutable.
class Gazetteer {
public:
    explicit Gazetteer(const std::vector<PlaceRow>& places);

    struct Match {
        // The places of that name, the one that is meant first: by weight, then those really called so before those
        // whose name only contains it, then by name and city. Never empty.
        std::vector<const PlaceRow*> places;
        std::size_t begin = 0;   // characters of the folded text that the name covers
        std::size_t length = 0;
    };

    // The places of exactly this name (written in any way).
    std::optional<Match> exactly(std::string_view name) const;
    // The longest name inside a text; of equally long ones the first. Readings and towns shorter than three letters and
    // single letters do not count, they occur in any sentence.
    std::optional<Match> longest_in(std::string_view text) const;

    // Names of places that are written much like `name`, best first, without repeats.
    std::vector<std::string> suggestions(std::string_view name, std::size_t count) const;

    // The name as it is told to people: 焼津駅 for a station 焼津; where others have the name too with its label
    // (大阪梅田駅（阪急）) or else its city. exactly() finds the place first by it.
    std::string display_name(const PlaceRow& place) const;

private:
    struct Alias {
        std::uint32_t offset;  // into letters_
        std::uint32_t length;
        std::uint32_t place;
        bool derived;  // not the place's own name
    };
    void add(std::u32string_view name, std::uint32_t place, bool derived);
    void add_names_of(std::uint32_t place);
    void add_station(std::uint32_t place, const std::u32string& name);
    void add_municipality(std::uint32_t place, const std::u32string& name);
    void add_town(std::uint32_t place, const std::u32string& name);
    bool any_counts_inside_a_sentence(std::size_t first, std::size_t last) const;
    std::u32string_view letters_of(const Alias& alias) const {
        return std::u32string_view(letters_).substr(alias.offset, alias.length);
    }
    Match to_match(std::size_t first, std::size_t last, std::size_t begin) const;

    const std::vector<PlaceRow>& places_;
    std::u32string letters_;
    std::vector<Alias> aliases_;  // by letters
    NameIndex names_;
};

}  // namespace hub::catalog
