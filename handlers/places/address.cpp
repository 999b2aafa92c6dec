#include "handlers/places/address.hpp"

namespace hub::places {

std::string_view to_string(AddressLevel level) {
    switch (level) {
        case AddressLevel::prefecture: return "prefecture";
        case AddressLevel::municipality: return "municipality";
        case AddressLevel::town: return "town";
        case AddressLevel::block: return "block";
        case AddressLevel::none: break;
    }
    return "none";
}

std::string_view to_string(AddressNote note) {
    switch (note) {
        case AddressNote::outside_dictionary: return "outside_dictionary";
        case AddressNote::municipality_completed: return "municipality_completed";
        case AddressNote::town_ambiguous: return "town_ambiguous";
        case AddressNote::town_spelled_otherwise: return "town_spelled_otherwise";
        case AddressNote::town_unknown: return "town_unknown";
        case AddressNote::chome_unknown: return "chome_unknown";
        case AddressNote::kyoto_style: break;
    }
    return "kyoto_style";
}

std::string to_place_key(const Address& address) {
    return address.prefecture + address.municipality + address.town + address.koaza + address.chome_text +
           address.block;
}

std::string to_text(const Address& address) {
    auto text = to_place_key(address);
    for (const auto* part : {&address.rest, &address.building}) {
        if (part->empty()) continue;
        if (!text.empty()) text += ' ';
        text += *part;
    }
    return text;
}

}  // namespace hub::places
