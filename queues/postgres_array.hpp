#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hub::queues {

// Builds the text form of a PostgreSQL array, the way to hand many values over in one parameter (libpqxx 6.4 has none).
class PostgresArray {
public:
    void add(std::int64_t number) { separate() += std::to_string(number); }
    // Quoted and escaped; never NULL. A NUL character is not possible in PostgreSQL and ends the text.
    void add(std::string_view text);

    // "{...}", to be cast by the statement: $1::bigint[].
    std::string text() const { return elements_ + "}"; }

private:
    std::string& separate();

    std::string elements_ = "{";
};

std::string to_array(const std::vector<std::int64_t>& numbers);

}  // namespace hub::queues
