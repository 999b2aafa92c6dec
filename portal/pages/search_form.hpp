#pragma once

#include <string_view>

#include "portal/pages/code_names.hpp"
#include "portal/pages/search_query.hpp"
#include "portal/pages/template_set.hpp"
#include "portal/pages/texts.hpp"

namespace hub::portal {

// Puts the search form with the values of `query` where {{>SEARCH_FORM}} stands in `page`.
void fill_search_form(const Texts& texts, Values page, const SearchQuery& query, const CodeNames& codes,
                      bool near_is_wrong = false);

// "3km以内".
std::string radius_text(const Texts& texts, int radius_m);

}  // namespace hub::portal
