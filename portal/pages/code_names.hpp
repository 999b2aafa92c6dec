#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/pages/page.hpp"
#include "router/core/json.hpp"

namespace hub::portal {

using CodeName = std::pair<std::string, std::string>;  // code, name

// The code lists a search can choose from, in the order they are shown.
struct CodeNames {
    std::vector<CodeName> genres;
    std::vector<CodeName> tokuten;
    std::vector<CodeName> cities;
};

// Reads a reply to code.list; lists it does not have stay empty.
CodeNames read_code_names(const json::Value& reply);

// Asks for the code lists. A search works without them, so that a failure leaves them empty.
boost::asio::awaitable<CodeNames> ask_code_names(PageRequest request);

}  // namespace hub::portal
