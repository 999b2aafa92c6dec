#pragma once

#include "handlers/places/address.hpp"
#include "router/core/json.hpp"

namespace hub::places {

// {"level","text","postal_code","prefecture","municipality","town","koaza","chome","chome_text","block","building",
// "rest","lat"?,"lng"?,"notes":[…]}
void write_address(json::Writer& writer, const Address& address);

}  // namespace hub::places
