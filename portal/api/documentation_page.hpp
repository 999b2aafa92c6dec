#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/api/openapi_contract.hpp"

namespace hub::portal {

// The contract as a page to read: Japanese, without scripts. `style_sheets` are linked in order.
std::string documentation_page(const OpenApiContract& contract, const std::vector<std::string>& style_sheets);

// The page's own style sheet.
std::string_view documentation_style();

// `text` for HTML text and quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace hub::portal
