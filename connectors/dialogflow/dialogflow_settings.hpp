#pragma once

#include <optional>
#include <string>

#include "connectors/support/identity_token.hpp"

namespace hub::dialogflow {

// Which of Google's two products the agent is built with: ES (API v2) or CX (API v3).
enum class Edition { es, cx };

// Which agent is asked.
struct DialogflowSettings {
    Edition edition = Edition::es;
    std::string agent_id{};  // CX only: the agent's UUID
    std::string base_url{};  // empty: Google's host for the location
    std::string project_id;
    std::string location = "global";  // or a region: asia-northeast1
    std::string environment{};        // empty: draft
    std::string language = "ja";      // when a question names none
    std::string time_zone = "Asia/Tokyo";
    std::string webhook_header_name{};  // header that carries a question's webhook_token; empty: never sent
};

// How Dialogflow proves who it is when it calls the webhook. Whatever is configured is accepted, at least one of the
// first three must be.
struct WebhookSettings {
    Edition edition = Edition::es;  // whose webhook requests are understood
    std::string basic_user{};
    std::string basic_password{};  // secret
    std::string header_name{};
    std::string header_token{};  // secret
    std::optional<http::IdentityTokenSettings> identity{};
    // Mutual TLS ends at the reverse proxy, which writes the verified subject into a header that it overwrites. When
    // set, it is demanded besides one of the others.
    std::string client_subject_header{};
    std::string client_subject{};  // CN=Google LLC
};

}  // namespace hub::dialogflow
