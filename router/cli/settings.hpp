#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/google_maps/google_maps_settings.hpp"
#include "portal/pages/map_settings.hpp"
#include "queues/retention.hpp"
#include "router/core/result.hpp"

// config/hub.json as typed values. Read whole and validated whole: an error lists every problem with its JSON pointer.
namespace hub::cli {

struct WebhookSettings {
    std::string basic_user;      // empty: Basic is not accepted
    std::string basic_password;
    std::string header_name;     // empty: no fixed header is accepted
    std::string header_token;
    std::string identity_issuer; // empty: identity tokens are not accepted
    std::string identity_audience;
    std::string identity_email;
    std::string identity_keys_url;
};

struct Settings {
    std::string source_directory;   // where config/ and portal/ lie: relative paths start here
    std::string public_listen;      // host:port
    std::string public_base_url;
    std::vector<std::string> trusted_proxies;  // CIDR blocks
    std::string operations_listen;
    std::vector<std::string> operations_names;  // of the host, beside its addresses and localhost
    std::string state_directory;
    int drain_seconds = 10;

    std::string database_host;
    int database_port = 0;
    std::string database_name;
    std::string owner_role;
    std::string owner_password;     // empty when the secret is absent: only `migrate` and `import` need it
    std::string application_role;
    std::string application_password;
    int database_connections = 4;

    std::string redis_host;
    int redis_port = 0;

    queues::Retention retention;  // of queued messages

    std::vector<std::string> alarm_mail_to;  // addresses of those who are told of alarms; at most 20

    int chat_questions_per_minute = 0;  // of one address: phones behind one carrier's gateway share theirs
    std::string conversation_key;   // 64 hexadecimal digits

    std::string account_key;  // 64 hexadecimal digits

    std::string card_rules_file;
    std::string card_signing_key;  // 64 hexadecimal digits

    std::string office_name;   // whom the chat hands over to
    std::string office_phone;  // empty: none
    std::string office_hours;  // 平日9:00～17:30; empty: not told
    std::string office_page;   // http(s) address with a form; empty: none

    std::string dialogflow_edition;   // es or cx
    std::string dialogflow_agent_id;  // of a CX agent; else empty
    std::string dialogflow_base_url;
    std::string dialogflow_project_id;
    std::string dialogflow_location;
    std::string dialogflow_language;
    std::string dialogflow_service_account;  // the key file's JSON text
    WebhookSettings webhook;

    std::string local_agent_directory;

    std::string google_maps_lookup;  // geocoding, places or places_new
    std::string google_maps_base_url;
    std::string google_maps_key;
    int google_maps_requests_per_day = 0;
    google_maps::Bias google_maps_bias;  // where places are more likely meant to be

    portal::MapSettings map;  // of the pages

    std::string mail_server;        // host:port
    std::string mail_tls;           // never, opportunistic, required
    std::string mail_from;
    std::string mail_from_name;
    std::string mail_message_id_domain;
};

// Where the hubs of this machine keep the seals of the audit, and who has left.
std::string audit_head_file(const Settings& settings);
std::string audit_leaving_file(const Settings& settings);

using Environment = std::map<std::string, std::string>;

// Reads hub.json. `${NAME:-default}` in a string is replaced from `environment`; {"secret": "name"} is the content of
// that file in secrets_directory. Error: invalid, one FieldProblem per problem; secrets are never part of it.
Result<Settings> read_settings(const std::string& path, const Environment& environment);

// This process's environment variables that start with PASSPORT_HUB_.
Environment hub_environment();

// `text` with every ${NAME} and ${NAME:-default} replaced; invalid when a name has neither value nor default.
Result<std::string> expand(const std::string& text, const Environment& environment);

}  // namespace hub::cli
