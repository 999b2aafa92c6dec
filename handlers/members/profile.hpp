#pragma once

#include <string_view>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/members/member_store.hpp"

namespace hub::members {

// Reads a profile from the members of a message's data; what is wrong is remembered by the reader. `now` tells which
// months a child can have been born in, or will be.
Profile read_profile(catalog::FieldReader& reader, WallTime now);

// Writes the profile's members into the object that is open, by the names read_profile() takes.
void write_profile(json::Writer& writer, const Profile& profile);

}  // namespace hub::members
