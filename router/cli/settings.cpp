#include "router/cli/settings.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "router/cli/map_settings_reader.hpp"
#include "router/cli/settings_reader.hpp"

extern "C" char** environ;

namespace hub::cli {
namespace {

void read_listeners(SettingsReader& root, Settings& settings) {
    auto open = root.section("public");
    settings.public_listen = open.endpoint("listen");
    settings.public_base_url = open.url("base_url");
    settings.trusted_proxies = open.texts("trusted_proxies");
    open.finish();
    auto operations = root.section("operations");
    settings.operations_listen = operations.endpoint("listen");
    if (operations.has("names")) settings.operations_names = operations.texts("names");
    operations.finish();
}

void read_backing_services(SettingsReader& root, const std::string& secrets, Settings& settings) {
    auto database = root.section("database");
    settings.database_host = database.text("host");
    settings.database_port = database.integer("port", 1, 65535);
    settings.database_name = database.text("name");
    settings.owner_role = database.text("owner_role");
    settings.owner_password = database.secret("owner_password", secrets, false);
    settings.application_role = database.text("application_role");
    settings.application_password = database.secret("application_password", secrets);
    settings.database_connections = database.integer("connections", 1, 64);
    database.finish();
    auto redis = root.section("redis");
    settings.redis_host = redis.text("host");
    settings.redis_port = redis.integer("port", 1, 65535);
    redis.finish();
}

void read_retention(SettingsReader& root, queues::Retention& retention) {
    auto messages = root.section("messages", false);
    if (messages.has("keep_finished_days")) retention.finished_days = messages.integer("keep_finished_days", 1, 3'650);
    if (messages.has("keep_parked_days")) retention.parked_days = messages.integer("keep_parked_days", 1, 3'650);
    messages.finish();
}

void read_alarms(SettingsReader& root, Settings& settings) {
    constexpr std::size_t kMostMailed = 20;
    auto alarms = root.section("alarms", false);
    if (alarms.has("mail_to")) settings.alarm_mail_to = alarms.addresses("mail_to", kMostMailed);
    alarms.finish();
}

void read_office(SettingsReader& root, Settings& settings) {
    auto office = root.section("office", false);
    settings.office_name = office.has("name") ? office.text("name") : "パスポート事務局";
    if (office.has("phone")) settings.office_phone = office.text("phone", false);
    if (office.has("hours")) settings.office_hours = office.text("hours", false);
    if (office.has("page")) settings.office_page = office.url("page");
    office.finish();
}

void read_webhook(SettingsReader webhook, const std::string& secrets, WebhookSettings& settings) {
    settings.basic_user = webhook.text("basic_user", false);
    settings.basic_password = webhook.secret("basic_password", secrets, !settings.basic_user.empty());
    settings.header_name = webhook.text("header_name", false);
    settings.header_token = webhook.secret("header_token", secrets, !settings.header_name.empty());
    if (webhook.has("identity")) {
        auto identity = webhook.section("identity");
        settings.identity_issuer = identity.text("issuer");
        settings.identity_audience = identity.text("audience");
        settings.identity_email = identity.text("email");
        settings.identity_keys_url = identity.url("keys_url");
        identity.finish();
    }
    webhook.finish();
}

void read_dialogflow(SettingsReader dialogflow, const std::string& secrets, Settings& settings) {
    settings.dialogflow_edition = "es";
    if (dialogflow.has("edition")) settings.dialogflow_edition = dialogflow.one_of("edition", {"es", "cx"});
    const bool is_cx = settings.dialogflow_edition == "cx";
    settings.dialogflow_agent_id = dialogflow.text("agent_id", is_cx);
    settings.dialogflow_base_url = dialogflow.url("base_url");
    settings.dialogflow_project_id = dialogflow.text("project_id");
    std::vector<std::string> locations = {"global", "europe-west1", "europe-west2", "australia-southeast1",
                                          "asia-northeast1"};
    if (is_cx)
        locations.insert(locations.end(), {"asia-south1", "asia-southeast1", "europe-west3", "northamerica-northeast1",
                                           "us-central1", "us-east1", "us-west1", "us", "eu"});
    settings.dialogflow_location = dialogflow.one_of("location", locations);
    settings.dialogflow_language = dialogflow.text("language");
    settings.dialogflow_service_account = dialogflow.secret("service_account", secrets);
    read_webhook(dialogflow.section("webhook"), secrets, settings.webhook);
    dialogflow.finish();
}

void read_google_maps(SettingsReader google_maps, const std::string& secrets, Settings& settings) {
    settings.google_maps_lookup = "geocoding";
    if (google_maps.has("lookup"))
        settings.google_maps_lookup = google_maps.one_of("lookup", {"geocoding", "places", "places_new"});
    settings.google_maps_base_url = google_maps.url("base_url");
    const bool is_new = settings.google_maps_lookup == "places_new";
    if (settings.google_maps_base_url == (is_new ? "https://maps.googleapis.com" : "https://places.googleapis.com"))
        google_maps.problem("base_url", is_new ? "must be https://places.googleapis.com for places_new"
                                               : "must be https://maps.googleapis.com but for places_new");
    settings.google_maps_key = google_maps.secret("key", secrets);
    settings.google_maps_requests_per_day = google_maps.integer("requests_per_day", 0, 10'000'000);
    auto bias = google_maps.section("bias", false);
    auto& wanted = settings.google_maps_bias;
    wanted.lat = bias.number("lat", 20, 46, wanted.lat);
    wanted.lng = bias.number("lng", 122, 154, wanted.lng);
    wanted.radius_m = static_cast<int>(bias.number("radius_m", 1, 50'000, wanted.radius_m));
    bias.finish();
    google_maps.finish();
}

void read_connectors(SettingsReader& root, const std::string& secrets, Settings& settings) {
    auto chat = root.section("chat");
    settings.chat_questions_per_minute = chat.integer("questions_per_minute", 1, 1'000'000);
    chat.finish();
    read_office(root, settings);
    auto conversation = root.section("conversation");
    settings.conversation_key = conversation.secret("key", secrets);
    conversation.finish();
    auto accounts = root.section("accounts");
    settings.account_key = accounts.secret("key", secrets);
    accounts.finish();
    auto cards = root.section("cards");
    settings.card_rules_file = cards.text("rules");
    settings.card_signing_key = cards.secret("signing_key", secrets);
    cards.finish();
    read_dialogflow(root.section("dialogflow"), secrets, settings);
    auto local_agent = root.section("local_agent");
    settings.local_agent_directory = local_agent.text("directory");
    local_agent.finish();
    if (root.has("map")) settings.map = read_map_settings(root.section("map"));
    read_google_maps(root.section("google_maps"), secrets, settings);
    auto mail = root.section("mail");
    settings.mail_server = mail.endpoint("server");
    settings.mail_tls = mail.one_of("tls", {"never", "opportunistic", "required"});
    settings.mail_from = mail.text("from");
    settings.mail_from_name = mail.text("from_name");
    settings.mail_message_id_domain = mail.text("message_id_domain");
    mail.finish();
}

std::string absolute(const std::string& path, const std::string& directory) {
    return std::filesystem::path(path).is_absolute() ? path : (std::filesystem::path(directory) / path).string();
}

}  // namespace

std::string audit_head_file(const Settings& settings) { return settings.state_directory + "/audit/heads"; }
std::string audit_leaving_file(const Settings& settings) { return settings.state_directory + "/audit/leavings"; }

Environment hub_environment() {
    Environment all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (text.starts_with("PASSPORT_HUB_") && equals != std::string_view::npos)
            all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

Result<std::string> expand(const std::string& text, const Environment& environment) {
    std::string expanded;
    for (std::size_t index = 0; index < text.size();) {
        if (text.compare(index, 2, "${") != 0) {
            expanded += text[index++];
            continue;
        }
        const auto end = text.find('}', index);
        if (end == std::string::npos) return Error{ErrorKind::invalid, "settings.expand", "has a ${ without its }"};
        const auto inside = text.substr(index + 2, end - index - 2);
        const auto separator = inside.find(":-");
        const auto found = environment.find(inside.substr(0, separator));
        if (found != environment.end() && !found->second.empty()) expanded += found->second;
        else if (separator != std::string::npos) expanded += inside.substr(separator + 2);
        else return Error{ErrorKind::invalid, "settings.expand", "needs the environment variable " + inside};
        index = end + 1;
    }
    return expanded;
}

Result<Settings> read_settings(const std::string& path, const Environment& environment) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Error{ErrorKind::invalid, "settings.unreadable", path + " cannot be read"};
    std::ostringstream content;
    content << stream.rdbuf();
    const auto document = json::Document::parse(content.str());
    if (!document) return Error{ErrorKind::invalid, "settings.json", path + ": " + document.error().detail};
    Error problems{ErrorKind::invalid, "settings.invalid", path + " is not valid"};
    if (!document->root().is_object()) return problems;

    Settings settings;
    // config/hub.json lies one folder below the directory that relative paths start from.
    const auto directory = std::filesystem::absolute(path).parent_path().parent_path().string();
    settings.source_directory = directory;
    SettingsReader root(document->root(), "", environment, problems.fields);
    settings.state_directory = absolute(root.text("state_directory"), directory);
    const auto secrets = absolute(root.text("secrets_directory"), directory);
    settings.drain_seconds = root.integer("drain_seconds", 1, 600);
    read_listeners(root, settings);
    read_backing_services(root, secrets, settings);
    read_retention(root, settings.retention);
    read_alarms(root, settings);
    read_connectors(root, secrets, settings);
    settings.local_agent_directory = absolute(settings.local_agent_directory, directory);
    settings.card_rules_file = absolute(settings.card_rules_file, directory);
    root.finish();
    if (!problems.fields.empty()) return problems;
    return settings;
}

}  // namespace hub::cli
