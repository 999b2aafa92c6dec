#pragma once

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"

// One coroutine per page; page_endpoints() binds them to their paths.
namespace hub::portal {

boost::asio::awaitable<HttpResponse> start_page(PageRequest request);
boost::asio::awaitable<HttpResponse> shops_page(PageRequest request);
boost::asio::awaitable<HttpResponse> shop_page(PageRequest request);
boost::asio::awaitable<HttpResponse> chat_page(PageRequest request);         // GET /chat
boost::asio::awaitable<HttpResponse> chat_answer_page(PageRequest request);  // POST /chat
// POST /chat of somebody who has asked too often and may ask again after `wait`.
boost::asio::awaitable<HttpResponse> chat_wait_page(PageRequest request, std::chrono::milliseconds wait);
boost::asio::awaitable<HttpResponse> about_page(PageRequest request);
boost::asio::awaitable<HttpResponse> verify_page(PageRequest request);       // GET /verify
boost::asio::awaitable<HttpResponse> verify_send_page(PageRequest request);  // POST /verify
// GET /verify_worker.js: what keeps the page for shops without a network.
boost::asio::awaitable<HttpResponse> verify_worker(PageRequest request);

}  // namespace hub::portal
