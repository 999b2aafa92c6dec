#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "router/core/http.hpp"
#include "router/core/message.hpp"

// Who sends a request: the cookie of a session, and the proof that a page of ours sent it.
namespace hub::portal {

// The value of the request's cookie of this name; empty when there is none, or more than one.
std::string cookie_of(const HttpRequest& request, std::string_view name);

// Has the browser keep a cookie for `life`, or drop it when that is zero; it is sent to this host alone, over TLS, and
// shown to no script. `name` begins with __Host-; the letters of `value` are those that a cookie may have.
void set_cookie(HttpResponse& response, std::string_view name, std::string_view value, std::chrono::seconds life);

// The session's token in the request's cookie; empty when there is none, or more than one.
std::string session_of(const HttpRequest& request);

// What a form, or a caller of the API that uses the cookie, shows to prove that it was told by us. It follows from the
// token; the token does not follow from it.
std::string csrf_token(std::string_view session);

// Whether `shown` is the proof that belongs to the request's session.
bool proves_session(const HttpRequest& request, std::string_view shown);

// Adds to a message from where the request came ("peer", an IPv6 client by its network) and its session ("session").
void name_caller(Message& message, const HttpRequest& request);

// The same for a request of the API, which may come with the key of another system (Authorization: Bearer): then that
// is who asks ("key"), whatever cookie is there.
void name_api_caller(Message& message, const HttpRequest& request);

// Sets the cookie of a new session, or removes it.
void begin_session(HttpResponse& response, std::string_view session, std::chrono::seconds life);
void end_session(HttpResponse& response);

}  // namespace hub::portal
