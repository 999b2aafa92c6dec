#include "tests/contract/sinks/sinks_under_test.hpp"

#include "connectors/dialogflow/dialogflow_sink.hpp"
#include "connectors/google_maps/google_maps_sink.hpp"
#include "connectors/mail/mail_sink.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub::test {

namespace {

std::unique_ptr<Sink> dialogflow_of(dialogflow::Edition edition, std::uint16_t port, HttpClient& client) {
    const auto origin = "http://127.0.0.1:" + std::to_string(port);
    dialogflow::DialogflowSettings settings;
    settings.base_url = origin;
    settings.edition = edition;
    settings.project_id = "sample";
    settings.agent_id = "agent-1";
    http::ServiceAccount account{"sample", "hub@sample.example", origin + "/token", "",
                                 http::RsaKey::private_key(test_rsa_key().private_pem).value()};
    return std::make_unique<dialogflow::DialogflowSink>(std::move(settings), std::move(account), client,
                                                        system_clock());
}

std::unique_ptr<Sink> google_maps_with(google_maps::Lookup lookup, std::uint16_t port, HttpClient& client) {
    static http::MemoryBudget budget(1);
    google_maps::GoogleMapsSettings settings;
    settings.base_url = "http://127.0.0.1:" + std::to_string(port);
    settings.key = kSecret;
    settings.requests_per_day = 1'000'000;
    settings.lookup = lookup;
    return std::make_unique<google_maps::GoogleMapsSink>(std::move(settings), budget, client, system_clock());
}

}  // namespace

std::unique_ptr<Sink> make_dialogflow(std::uint16_t port, HttpClient& client) {
    return dialogflow_of(dialogflow::Edition::es, port, client);
}

std::unique_ptr<Sink> make_dialogflow_cx(std::uint16_t port, HttpClient& client) {
    return dialogflow_of(dialogflow::Edition::cx, port, client);
}

std::unique_ptr<Sink> make_google_maps(std::uint16_t port, HttpClient& client) {
    return google_maps_with(google_maps::Lookup::geocoding, port, client);
}

std::unique_ptr<Sink> make_places(std::uint16_t port, HttpClient& client) {
    return google_maps_with(google_maps::Lookup::places, port, client);
}

std::unique_ptr<Sink> make_places_new(std::uint16_t port, HttpClient& client) {
    return google_maps_with(google_maps::Lookup::places_new, port, client);
}

std::unique_ptr<Sink> make_mail(std::uint16_t port, HttpClient&) {
    mail::MailSettings settings;
    settings.server.host = "127.0.0.1";
    settings.server.port = port;
    settings.from = {"passport@hub.example.jp", ""};
    settings.message_id_domain = "hub.example.jp";
    return std::make_unique<mail::MailSink>(std::move(settings), system_clock());
}

std::string http_answer(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string token_answer() {
    return http_answer(R"({"access_token":"very-secret","expires_in":3599,"token_type":"Bearer"})");
}

}  // namespace hub::test
