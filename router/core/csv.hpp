#pragma once

#include <string>
#include <string_view>

namespace hub {

// A quoted cell of CSV (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe in front: quotation
// marks do not keep it from that.
std::string csv_cell(std::string_view text);

}  // namespace hub
