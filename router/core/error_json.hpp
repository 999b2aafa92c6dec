#pragma once

#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub {

// "error": {"kind", "code", "detail", "fields": [{"field", "problem"}]}, into an object: as operators' programs read it from
// the command line and the operations listener.
void write_error(json::Writer& writer, const Error& error);

}  // namespace hub
