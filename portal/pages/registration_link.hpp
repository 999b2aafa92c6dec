#pragma once

#include "portal/pages/account_area.hpp"

namespace hub::portal {

bool is_about_link(const Error& error);

// A link that cannot be used: why, and what to do instead.
HttpResponse useless_link(const PageRequest& request, const Error& error);

}  // namespace hub::portal
