#include "handlers/places/address_beginning.hpp"

#include <array>

#include "handlers/places/address_letters.hpp"
#include "handlers/places/prefectures.hpp"

namespace hub::places {
namespace {

struct KnownPrefecture {
    std::u32string letters;
    std::string_view name;
};

const std::array<KnownPrefecture, kPrefectures.size()>& prefectures() {
    static const auto all = [] {
        std::array<KnownPrefecture, kPrefectures.size()> known;
        for (std::size_t index = 0; index < known.size(); ++index)
            known[index] = {compared(tidy_letters(kPrefectures[index])), kPrefectures[index]};
        return known;
    }();
    return all;
}

}  // namespace

std::size_t take_postal_code(std::u32string_view letters, Address& address) {
    std::size_t at = 0;
    if (at < letters.size() && letters[at] == U'〒') ++at;
    const bool has_mark = at > 0;
    std::string digits;
    bool has_dash = false;
    while (at < letters.size() && digits.size() < 7) {
        if (is_digit(letters[at])) digits += static_cast<char>(letters[at]);
        else if (digits.size() == 3 && is_dash(letters[at]) && !has_dash) has_dash = true;
        else break;
        ++at;
    }
    const bool ends = at == letters.size() || !is_digit(letters[at]);
    if (digits.size() != 7 || !ends || !(has_mark || has_dash)) return 0;
    address.postal_code = digits.substr(0, 3) + "-" + digits.substr(3);
    return at;
}

std::size_t take_prefecture(std::u32string_view keys, Address& address) {
    std::size_t length = 0;
    for (const auto& prefecture : prefectures()) {
        if (!keys.starts_with(prefecture.letters)) continue;
        address.prefecture = prefecture.name;
        while (keys.substr(length).starts_with(prefecture.letters)) length += prefecture.letters.size();
        break;
    }
    return length;
}

bool is_of_kyoto_kind(std::u32string_view keys, const Address& address) {
    if (address.prefecture != "京都府" && !keys.starts_with(U"京都市")) return false;
    for (const std::u32string_view word : {U"上ル", U"下ル", U"東入", U"西入"})
        if (keys.find(word) != std::u32string_view::npos) return true;
    return false;
}

std::size_t oaza_length(std::u32string_view keys) {
    if (keys.starts_with(U"大字")) return 2;
    return keys.starts_with(U"字") ? 1 : 0;
}

}  // namespace hub::places
