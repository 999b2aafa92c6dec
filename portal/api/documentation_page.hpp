#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/api/openapi_contract.hpp"

namespace hub::portal {

// The contract's operations and schemas as HTML to read, for the body of a page: Japanese, without scripts.
std::string documentation_reference(const OpenApiContract& contract);

// The same as a page of its own. `style_sheets` are linked in order.
std::string documentation_page(const OpenApiContract& contract, const std::vector<std::string>& style_sheets);

// `text` for HTML text and quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace hub::portal
