#include "handlers/places/address_reader.hpp"

#include <algorithm>

#include "handlers/places/address_beginning.hpp"
#include "handlers/places/address_letters.hpp"
#include "handlers/places/address_numbers.hpp"
#include "handlers/places/town_name.hpp"

namespace hub::places {
namespace {

constexpr std::size_t kShortestSureName =
    3;  // a shorter town must be followed by something that is no letter of a name

// The letters of an address twice: as they are shown, and as names are compared (without blanks).
struct Letters {
    explicit Letters(std::u32string tidy) : shown(std::move(tidy)) {
        for (std::size_t at = 0; at < shown.size(); ++at) {
            if (shown[at] == U' ') continue;
            keys += compared(shown[at]);
            origins.push_back(at);
        }
        origins.push_back(shown.size());
    }
    std::u32string_view keys_from(std::size_t key) const { return std::u32string_view(keys).substr(key); }
    std::u32string_view shown_from(std::size_t key) const { return std::u32string_view(shown).substr(origins[key]); }

    std::u32string shown;
    std::u32string keys;
    std::vector<std::size_t> origins;  // of each key, and the end
};

void note(Address& address, AddressNote what) { address.notes.push_back(what); }

bool begins_a_number(std::u32string_view keys) { return !keys.empty() && (is_digit(keys[0]) || is_numeral(keys[0])); }

// Whether what stands behind a town's name lets the name end there.
bool ends_a_name(std::u32string_view behind) {
    return behind.empty() || begins_a_number(behind) || is_dash(behind[0]) || behind[0] < 0x3041 ||
           behind.starts_with(U"字") || behind.starts_with(U"小字") || behind.starts_with(U"無番地");
}

class Reader {
public:
    Reader(const AddressBook& book, std::u32string letters) : book_(book), letters_(std::move(letters)) {}

    Address read() {
        at_ = take_postal_code(letters_.keys, address_);
        at_ += take_prefecture(keys(), address_);
        if (!address_.prefecture.empty()) address_.level = AddressLevel::prefecture;
        if (is_of_kyoto_kind(keys(), address_)) return leave_rest(AddressNote::kyoto_style);
        if (!address_.prefecture.empty() && !book_.has_prefecture(address_.prefecture))
            return leave_rest(AddressNote::outside_dictionary);
        read_municipality();
        read_town();
        return std::move(address_);
    }

private:
    std::u32string_view keys() const { return letters_.keys_from(at_); }

    Address leave_rest(AddressNote why) {
        note(address_, why);
        address_.rest = to_utf8(letters_.shown_from(at_));
        return std::move(address_);
    }

    // The municipalities that may be meant; written twice (堺市堺市東区) the narrower one.
    void read_municipality() {
        auto found = book_.municipality_at(keys());
        keep_of_prefecture(found.indices);
        while (found.length > 0 && !found.indices.empty()) {
            candidates_ = found.indices;
            at_ += found.length;
            found = book_.municipality_at(keys());
            std::erase_if(found.indices, [this](std::uint32_t index) {
                return std::find(candidates_.begin(), candidates_.end(), index) == candidates_.end();
            });
        }
        if (candidates_.size() == 1) set_municipality(candidates_.front());
        else if (!candidates_.empty()) set_city();
    }

    // A city without its ward, when all that may be meant are wards of one.
    void set_city() {
        const auto city_of = [this](std::uint32_t index) {
            const auto& name = book_.municipality(index).name;
            return name.substr(0, name.find("市") + std::string_view("市").size());
        };
        const auto city = city_of(candidates_.front());
        for (const auto index : candidates_)
            if (city_of(index) != city) return;
        set_municipality(candidates_.front());
        address_.municipality = city;
    }

    void keep_of_prefecture(std::vector<std::uint32_t>& indices) const {
        if (address_.prefecture.empty()) return;
        std::erase_if(indices, [this](std::uint32_t index) {
            return book_.municipality(index).prefecture != address_.prefecture;
        });
    }

    void set_municipality(std::uint32_t index) {
        address_.prefecture = book_.municipality(index).prefecture;
        address_.municipality = book_.municipality(index).name;
        address_.level = AddressLevel::municipality;
    }

    void read_town() {
        const auto oaza = oaza_length(keys());
        const auto* town = find_town(oaza);
        if (town == nullptr && oaza > 0) town = find_town(0);  // a name that begins so
        if (town == nullptr) {
            if (!is_ambiguous_ && !keys().empty()) note(address_, unknown_town());
            address_.rest = to_utf8(letters_.shown_from(at_));
            return;
        }
        if (address_.municipality != book_.municipality(town->municipality).name) {
            set_municipality(town->municipality);
            note(address_, AddressNote::municipality_completed);
        }
        address_.level = AddressLevel::town;
        address_.town = town->name;
        address_.position = town->position;
        read_inside(*town);
    }

    AddressNote unknown_town() const {
        const bool is_elsewhere = candidates_.empty() && address_.prefecture.empty();
        return is_elsewhere ? AddressNote::outside_dictionary : AddressNote::town_unknown;
    }

    // The town behind `skipped` letters; moves on behind it. Null when there is none, or more than one.
    const AddressBook::Entry* find_town(std::size_t skipped) {
        const auto begin = keys().substr(skipped);
        for (auto longest = begin.size(); longest > 0;) {
            const auto towns = book_.town_at(begin, candidates_, longest);
            if (towns.length == 0) break;
            if (is_sure(begin, towns.length) || begins_a_koaza(begin.substr(towns.length), towns)) {
                if (const auto* town = only(towns)) {
                    at_ += skipped + towns.length;
                    return town;
                }
                return nullptr;
            }
            longest = towns.length - 1;
        }
        if (const auto* town = find_town_with_numerals(begin, skipped)) return town;
        return find_town_spelled_otherwise(begin, skipped);
    }

    // Only where the municipality is known: elsewhere too many names are alike.
    const AddressBook::Entry* find_town_spelled_otherwise(std::u32string_view begin, std::size_t skipped) {
        if (address_.municipality.empty()) return nullptr;
        const auto towns = book_.town_spelled_otherwise_at(begin, candidates_);
        const auto* town = towns.length > 0 ? only(towns) : nullptr;
        if (town == nullptr) return nullptr;
        note(address_, AddressNote::town_spelled_otherwise);
        at_ += skipped + towns.length;
        return town;
    }

    // A name whose numeral is written as a number: 1条通.
    const AddressBook::Entry* find_town_with_numerals(std::u32string_view begin, std::size_t skipped) {
        const auto digit = std::find_if(begin.begin(), begin.end(), is_digit);
        const auto from = static_cast<std::size_t>(digit - begin.begin());
        const auto number = digit == begin.end() ? std::nullopt : number_at(begin.substr(from));
        if (!number || number->value > kLargestInKanji) return nullptr;
        const auto rest = begin.substr(from + number->length);
        const auto numerals = in_kanji(number->value);
        const auto written = std::u32string(begin.substr(0, from)) + numerals + std::u32string(rest);
        const auto towns = book_.town_at(written, candidates_, written.size());
        if (towns.length <= from + numerals.size() || !is_sure(written, towns.length)) return nullptr;
        const auto* town = only(towns);
        if (town != nullptr) at_ += skipped + towns.length + number->length - numerals.size();
        return town;
    }

    // A short name inside a longer one that the dictionary does not have must not be taken for it.
    bool is_sure(std::u32string_view begin, std::size_t length) const {
        if (ends_a_name(begin.substr(length))) return true;
        return !candidates_.empty() && length >= kShortestSureName && begin[length - 1] == U'町';
    }

    static bool begins_a_koaza(std::u32string_view behind, const AddressBook::Towns& towns) {
        for (const auto* town : towns.entries)
            for (const auto& koaza : town->koaza)
                if (behind.starts_with(koaza.key)) return true;
        return false;
    }

    const AddressBook::Entry* only(const AddressBook::Towns& towns) {
        std::vector<const AddressBook::Entry*> meant;
        for (const auto* entry : towns.entries)
            if (address_.prefecture.empty() ||
                book_.municipality(entry->municipality).prefecture == address_.prefecture)
                meant.push_back(entry);
        if (meant.size() == 1) return meant.front();
        if (meant.size() > 1 && !is_ambiguous_) {
            note(address_, AddressNote::town_ambiguous);
            is_ambiguous_ = true;
        }
        return nullptr;
    }

    void read_inside(const AddressBook::Entry& town) {
        read_koaza(town);
        auto letters = letters_.shown_from(at_);
        ChomeRule rule;
        rule.has_chome = !town.chome.empty();
        rule.also_whole = town.whole;
        rule.last = rule.has_chome ? town.chome.back().number : 0;
        const auto chome = read_chome(letters, rule);
        if (chome.number > 0) set_chome(town, chome);
        letters.remove_prefix(chome.length);
        const auto block = read_block(letters);
        if (!block.text.empty()) {
            address_.level = AddressLevel::block;
            address_.block = block.text;
        }
        letters.remove_prefix(block.length);
        // Without any number nobody can say whether what follows is a building or a part of the town.
        const bool is_building = (!block.text.empty() || chome.number > 0) && !begins_another_lot(letters);
        (is_building ? address_.building : address_.rest) = read_building(letters);
    }

    void set_chome(const AddressBook::Entry& town, const ReadChome& chome) {
        const int number = chome.number;
        address_.chome = number;
        const auto found = std::find_if(town.chome.begin(), town.chome.end(),
                                        [number](const AddressBook::Chome& one) { return one.number == number; });
        const bool is_known = found != town.chome.end();
        address_.chome_text = std::to_string(number) + (is_known ? found->unit : chome.with_me ? "丁目" : "丁");
        if (!is_known) note(address_, AddressNote::chome_unknown);
        else if (found->position) address_.position = found->position;
    }

    // 字 and its name: one of the dictionary, else what stands before the number.
    void read_koaza(const AddressBook::Entry& town) {
        std::size_t mark = 0;
        if (keys().starts_with(U"小字")) mark = 2;
        else if (keys().starts_with(U"字")) mark = 1;
        const auto named = keys().substr(mark);
        for (const auto& koaza : town.koaza) {
            if (!named.starts_with(koaza.key)) continue;
            address_.koaza = koaza.name;
            if (koaza.position) address_.position = koaza.position;
            at_ += mark + koaza.key.size();
            return;
        }
        if (mark == 0) return;
        std::size_t length = 0;
        while (length < named.size() && !is_digit(named[length])) ++length;
        address_.koaza = to_utf8(letters_.shown_from(at_ + mark).substr(0, shown_length(at_ + mark, length)));
        at_ += mark + length;
    }

    std::size_t shown_length(std::size_t key, std::size_t keys) const {
        return letters_.origins[key + keys] - letters_.origins[key];
    }

    const AddressBook& book_;
    Letters letters_;
    std::size_t at_ = 0;  // of the keys
    Address address_;
    std::vector<std::uint32_t> candidates_;
    bool is_ambiguous_ = false;
};

}  // namespace

Address read_address(const AddressBook& book, std::string_view text) {
    auto letters = tidy_letters(text.substr(0, kMostAddressBytes));
    std::u32string behind;
    if (letters.size() > kLongestAddress) {
        behind = letters.substr(kLongestAddress);
        letters.resize(kLongestAddress);
    }
    // A remark in front: 【本店】大阪府...
    if (letters.starts_with(U"【"))
        if (const auto end = letters.find(U'】'); end != letters.npos) letters.erase(0, end + 1);
    auto address = Reader(book, std::move(letters)).read();
    address.rest += to_utf8(behind);
    return address;
}

}  // namespace hub::places
