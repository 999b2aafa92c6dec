#include "queues/postgres_array.hpp"

namespace hub::queues {

std::string& PostgresArray::separate() {
    if (elements_.size() > 1) elements_ += ',';
    return elements_;
}

void PostgresArray::add(std::string_view text) {
    separate() += '"';
    for (const char character : text) {
        if (character == '"' || character == '\\') elements_ += '\\';
        elements_ += character;
    }
    elements_ += '"';
}

std::string to_array(const std::vector<std::int64_t>& numbers) {
    PostgresArray array;
    for (const auto number : numbers) array.add(number);
    return array.text();
}

}  // namespace hub::queues
