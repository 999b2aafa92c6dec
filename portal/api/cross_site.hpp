#pragma once

#include <string>
#include <vector>

#include "router/core/http.hpp"

namespace hub::portal {

// Whether a page of somebody else's site made a browser send this request: its Origin (RFC 6454), which browsers send
// with every POST, is another than the host that is asked, or Sec-Fetch-Site says so. A request without these headers
// comes from no browser.
bool is_cross_site(const HttpRequest& request);

// Whether the host that is asked for is an address, localhost, one of `names`, or not said. A stranger's name can be
// made to point at our address (DNS rebinding), and for a browser its pages then count as ours.
bool is_under_own_name(const HttpRequest& request, const std::vector<std::string>& names);

}  // namespace hub::portal
