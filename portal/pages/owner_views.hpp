#pragma once

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"

// The owners' own pages; register, log in, sessions, own data and leaving are those of every account
// (member_views.hpp).
namespace hub::portal {

boost::asio::awaitable<HttpResponse> owner_confirm_page(PageRequest request);       // GET /owners/register/confirm
boost::asio::awaitable<HttpResponse> owner_confirm_send_page(PageRequest request);  // POST /owners/register/confirm
boost::asio::awaitable<HttpResponse> owner_page(PageRequest request);               // GET /owners
boost::asio::awaitable<HttpResponse> owner_profile_page(PageRequest request);       // GET /owners/profile
boost::asio::awaitable<HttpResponse> owner_profile_send_page(PageRequest request);  // POST /owners/profile

}  // namespace hub::portal
