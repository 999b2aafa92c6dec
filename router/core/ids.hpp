#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace hub {

// A fresh UUIDv7 (RFC 9562, 5.7) of the given time in lower-case text form. Ids of one process sort in the order in which
// they were made, also within one tick of the clock and while it steps back by less than a second.
std::string new_uuid_v7(std::chrono::system_clock::time_point now);

// A fresh random UUIDv4 (RFC 9562, 5.4).
std::string new_uuid_v4();

// A fresh W3C Trace Context `traceparent` value (version 00, sampled).
std::string new_traceparent();

// The 32 hex digits of the trace in a valid traceparent; empty when it is not one.
std::string_view trace_id_of(std::string_view traceparent);

// True for the 36-character text form of any UUID, upper or lower case.
bool is_uuid(std::string_view text);

// `bytes` as lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);

// Fills with bytes from the operating system's random source; aborts the process when it has none.
std::string random_bytes(std::size_t count);

}  // namespace hub
