#pragma once

#include <boost/asio/awaitable.hpp>

#include "portal/pages/page.hpp"

// The pages of staff; page_endpoints() binds them to their paths.
namespace hub::portal {

boost::asio::awaitable<HttpResponse> staff_login_page(PageRequest request);           // GET /staff/login
boost::asio::awaitable<HttpResponse> staff_login_send_page(PageRequest request);      // POST /staff/login
boost::asio::awaitable<HttpResponse> staff_code_send_page(PageRequest request);       // POST /staff/login/second-step
boost::asio::awaitable<HttpResponse> staff_logout_page(PageRequest request);          // POST /staff/logout
boost::asio::awaitable<HttpResponse> staff_accept_page(PageRequest request);          // GET /staff/accept
boost::asio::awaitable<HttpResponse> staff_accept_send_page(PageRequest request);     // POST /staff/accept
boost::asio::awaitable<HttpResponse> staff_start_page(PageRequest request);           // GET /staff
boost::asio::awaitable<HttpResponse> staff_accounts_page(PageRequest request);        // GET /staff/accounts
boost::asio::awaitable<HttpResponse> staff_invite_page(PageRequest request);          // POST /staff/accounts
boost::asio::awaitable<HttpResponse> staff_account_page(PageRequest request);         // GET /staff/accounts/{staff_id}
boost::asio::awaitable<HttpResponse> staff_account_change_page(PageRequest request);  // POST the same
boost::asio::awaitable<HttpResponse> staff_members_page(PageRequest request);         // GET /staff/members
boost::asio::awaitable<HttpResponse> staff_members_send_page(PageRequest request);    // POST /staff/members
boost::asio::awaitable<HttpResponse> staff_member_lift_page(PageRequest request);     // POST …/{user_id}/second-step
boost::asio::awaitable<HttpResponse> staff_owners_page(PageRequest request);          // GET /staff/owners
boost::asio::awaitable<HttpResponse> staff_owners_send_page(PageRequest request);     // POST /staff/owners
boost::asio::awaitable<HttpResponse> staff_owner_lift_page(PageRequest request);      // POST …/{owner_id}/second-step
boost::asio::awaitable<HttpResponse> staff_keys_page(PageRequest request);            // GET /staff/keys
boost::asio::awaitable<HttpResponse> staff_keys_send_page(PageRequest request);       // POST /staff/keys
boost::asio::awaitable<HttpResponse> staff_key_revoke_page(PageRequest request);      // POST /staff/keys/{key_id}
boost::asio::awaitable<HttpResponse> staff_audit_page(PageRequest request);           // GET /staff/audit
boost::asio::awaitable<HttpResponse> staff_audit_export_page(PageRequest request);    // GET /staff/audit/export

}  // namespace hub::portal
