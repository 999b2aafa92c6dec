#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "router/core/json.hpp"

// Why a text is not the JSON that Document::parse takes, and where: for whoever has to tell its author.
namespace hub::json {

enum class FaultKind {
    too_large,
    too_deep,
    grammar,       // anything that RFC 8259 does not know
    encoding,      // bytes in a string that are no UTF-8
    surrogate,     // an escaped half of a pair without the other
    number,        // beyond what a double holds
    repeated_name  // in one object
};

struct Fault {
    FaultKind kind = FaultKind::grammar;
    std::string pointer{};   // RFC 6901: the value that it is in, as far as the text before it says
    std::size_t offset = 0;  // bytes before it; for a repeated name and for what is too large 0
    std::string detail{};    // in English, for people
};

// The first fault of a text; empty when Document::parse takes it. Reads the text anew: for texts that were refused.
std::optional<Fault> find_fault(std::string_view text, Limits limits = {});

// The pointer of the value in which a byte stands, of a text that is JSON up to there; a byte of a name stands in its
// object. Ends before the first name that is no text.
std::string pointer_at(std::string_view text, std::size_t offset);

}  // namespace hub::json
