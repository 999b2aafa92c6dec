#pragma once

#include <memory>

#include "router/core/connector.hpp"
#include "router/core/http.hpp"

// The sinks that talk HTTP or SMTP, set up for a server on a port of 127.0.0.1.
namespace hub::test {

inline constexpr const char* kSecret = "very-secret";

// Gets its token from the same server, under /token.
std::unique_ptr<Sink> make_dialogflow(std::uint16_t port, HttpClient& client);
std::unique_ptr<Sink> make_dialogflow_cx(std::uint16_t port, HttpClient& client);
// Their key is kSecret.
std::unique_ptr<Sink> make_google_maps(std::uint16_t port, HttpClient& client);
std::unique_ptr<Sink> make_places(std::uint16_t port, HttpClient& client);
std::unique_ptr<Sink> make_places_new(std::uint16_t port, HttpClient& client);
std::unique_ptr<Sink> make_mail(std::uint16_t port, HttpClient& client);

// The bytes of a 200 with a JSON body, and those of a token.
std::string http_answer(const std::string& body);
std::string token_answer();

}  // namespace hub::test
