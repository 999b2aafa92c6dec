#pragma once

#include <optional>
#include <string_view>

// The values of `format` the hub knows and checks itself; no library does it for us.
namespace hub::portal {

enum class Format { none, int32, int64, floating, uuid, date, date_time };

// "int32", "int64", "double", "uuid", "date", "date-time"; empty for others.
std::optional<Format> format_named(std::string_view name);

// Whether a text has the format (uuid, date, date_time); true for others.
bool has_format(std::string_view text, Format format);

}  // namespace hub::portal
