#include "handlers/places/address_json.hpp"

namespace hub::places {

void write_address(json::Writer& writer, const Address& address) {
    writer.begin_object();
    writer.member("level", to_string(address.level));
    writer.member("text", to_text(address));
    writer.member("postal_code", address.postal_code);
    writer.member("prefecture", address.prefecture);
    writer.member("municipality", address.municipality);
    writer.member("town", address.town);
    writer.member("koaza", address.koaza);
    writer.member("chome", address.chome);
    writer.member("chome_text", address.chome_text);
    writer.member("block", address.block);
    writer.member("building", address.building);
    writer.member("rest", address.rest);
    if (address.position) {
        writer.member("lat", address.position->lat);
        writer.member("lng", address.position->lng);
    }
    writer.key("notes");
    writer.begin_array();
    for (const auto note : address.notes) writer.value(to_string(note));
    writer.end_array();
    writer.end_object();
}

}  // namespace hub::places
