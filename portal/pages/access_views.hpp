#pragma once

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"

// The pages about getting in, of every kind of account (see account_pages.hpp); page_endpoints() binds them to their
// paths.
namespace hub::portal {

boost::asio::awaitable<HttpResponse> forgotten_page(PageRequest request);            // GET /password/forgotten
boost::asio::awaitable<HttpResponse> forgotten_send_page(PageRequest request);       // POST
boost::asio::awaitable<HttpResponse> reset_page(PageRequest request);                // GET /password/reset
boost::asio::awaitable<HttpResponse> reset_send_page(PageRequest request);           // POST
boost::asio::awaitable<HttpResponse> login_link_page(PageRequest request);           // GET /login/link
boost::asio::awaitable<HttpResponse> login_link_send_page(PageRequest request);      // POST
boost::asio::awaitable<HttpResponse> login_confirm_page(PageRequest request);        // GET /login/link/confirm
boost::asio::awaitable<HttpResponse> login_confirm_send_page(PageRequest request);   // POST
boost::asio::awaitable<HttpResponse> login_code_page(PageRequest request);           // POST /login/code
boost::asio::awaitable<HttpResponse> own_password_page(PageRequest request);         // GET /me/password
boost::asio::awaitable<HttpResponse> own_password_send_page(PageRequest request);    // POST
boost::asio::awaitable<HttpResponse> own_mail_page(PageRequest request);             // GET /me/mail
boost::asio::awaitable<HttpResponse> own_mail_send_page(PageRequest request);        // POST
boost::asio::awaitable<HttpResponse> mail_confirm_page(PageRequest request);         // GET /mail/confirm
boost::asio::awaitable<HttpResponse> mail_confirm_send_page(PageRequest request);    // POST
boost::asio::awaitable<HttpResponse> second_step_page(PageRequest request);          // GET /me/second-step
boost::asio::awaitable<HttpResponse> second_step_begin_page(PageRequest request);    // POST
boost::asio::awaitable<HttpResponse> second_step_confirm_page(PageRequest request);  // POST /me/second-step/confirm
boost::asio::awaitable<HttpResponse> second_step_end_form(PageRequest request);      // GET /me/second-step/end
boost::asio::awaitable<HttpResponse> second_step_end_page(PageRequest request);      // POST
boost::asio::awaitable<HttpResponse> sessions_page(PageRequest request);             // GET /sessions
boost::asio::awaitable<HttpResponse> end_sessions_page(PageRequest request);         // POST

}  // namespace hub::portal
