#pragma once

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"

// The members' pages; page_endpoints() binds them to their paths.
namespace hub::portal {

boost::asio::awaitable<HttpResponse> register_page(PageRequest request);       // GET /register
boost::asio::awaitable<HttpResponse> register_send_page(PageRequest request);  // POST /register
boost::asio::awaitable<HttpResponse> confirm_page(PageRequest request);        // GET /register/confirm
boost::asio::awaitable<HttpResponse> confirm_send_page(PageRequest request);   // POST /register/confirm
boost::asio::awaitable<HttpResponse> login_page(PageRequest request);          // GET /login
boost::asio::awaitable<HttpResponse> login_send_page(PageRequest request);     // POST /login
boost::asio::awaitable<HttpResponse> logout_page(PageRequest request);         // POST /logout
boost::asio::awaitable<HttpResponse> me_page(PageRequest request);             // GET /me
boost::asio::awaitable<HttpResponse> profile_page(PageRequest request);        // GET /me/profile
boost::asio::awaitable<HttpResponse> profile_send_page(PageRequest request);   // POST /me/profile
boost::asio::awaitable<HttpResponse> favorites_page(PageRequest request);      // GET /me/favorites
boost::asio::awaitable<HttpResponse> set_favorite_page(PageRequest request);   // POST /shops/{shop_id}/favorite
boost::asio::awaitable<HttpResponse> card_page(PageRequest request);           // GET /me/card
boost::asio::awaitable<HttpResponse> export_page(PageRequest request);         // GET /me/export
boost::asio::awaitable<HttpResponse> leave_page(PageRequest request);          // GET /me/leave
boost::asio::awaitable<HttpResponse> leave_send_page(PageRequest request);     // POST /me/leave

}  // namespace hub::portal
