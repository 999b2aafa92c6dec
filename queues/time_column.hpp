#pragma once

#include <string>

namespace hub::queues {

// An SQL expression: a timestamp column as RFC 3339 in UTC with milliseconds, null when it is.
inline std::string rfc3339_column(const std::string& column) {
    return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
}

}  // namespace hub::queues
