#include "router/core/json_pointer.hpp"

namespace hub::json {

std::string pointer_token(std::string_view name) {
    std::string token;
    for (const char character : name) {
        if (character == '~') token += "~0";
        else if (character == '/') token += "~1";
        else token += character;
    }
    return token;
}

}  // namespace hub::json
