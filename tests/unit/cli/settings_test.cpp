#include "router/cli/settings.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace hub::cli {
namespace {

// A directory with the product's own hub.json and made-up secrets.
class SettingsTest : public testing::Test {
protected:
    void SetUp() override {
        char pattern[] = "/tmp/hub_settings_XXXXXX";
        directory_ = mkdtemp(pattern);
        std::filesystem::create_directories(directory_ / "config");
        std::filesystem::create_directories(directory_ / "secrets");
        for (const char* name : {"database_owner_password", "database_application_password", "conversation_key",
                                 "dialogflow_service_account", "webhook_password", "webhook_header_token",
                                 "google_maps_key", "account_key", "card_signing_key"})
            std::ofstream(directory_ / "secrets" / name) << "secret-of-" << name << "\n";
        std::ifstream source(HUB_SOURCE_DIRECTORY "/config/hub.json");
        text_.assign(std::istreambuf_iterator<char>(source), std::istreambuf_iterator<char>());
        environment_["PASSPORT_HUB_HOME"] = directory_.string();
    }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    Result<Settings> read() {
        const auto path = directory_ / "config" / "hub.json";
        std::ofstream(path) << text_;
        return read_settings(path.string(), environment_);
    }
    void replace(const std::string& what, const std::string& with) {
        const auto found = text_.find(what);
        ASSERT_NE(found, std::string::npos) << what;
        text_.replace(found, what.size(), with);
    }
    static std::string problem_of(const Result<Settings>& settings, const std::string& field) {
        if (settings) return "no error";
        for (const auto& problem : settings.error().fields)
            if (problem.field == field) return problem.problem;
        return "no problem with " + field;
    }

    std::filesystem::path directory_;
    std::string text_;
    Environment environment_;
};

TEST_F(SettingsTest, of_the_product_are_valid_and_defaults_apply) {
    const auto settings = read();
    ASSERT_TRUE(settings) << settings.error().fields.size();
    EXPECT_EQ(settings->public_listen, "127.0.0.1:8080");
    EXPECT_EQ(settings->database_port, 54329);
    EXPECT_EQ(settings->google_maps_key, "secret-of-google_maps_key");
    EXPECT_EQ(settings->local_agent_directory, (directory_ / "config/dialogflow_agent").string());
}

TEST_F(SettingsTest, take_values_from_the_environment) {
    environment_["PASSPORT_HUB_PUBLIC"] = "0.0.0.0:80";
    environment_["PASSPORT_HUB_REDIS_PORT"] = "7000";
    const auto settings = read();
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->public_listen, "0.0.0.0:80");
    EXPECT_EQ(settings->redis_port, 7000);
}

TEST_F(SettingsTest, may_name_the_host_of_the_operations_listener) {
    replace("\"operations\": {", "\"operations\": { \"names\": [\"hub.example.jp\"],");
    const auto settings = read();
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->operations_names, std::vector<std::string>{"hub.example.jp"});
}

TEST_F(SettingsTest, report_every_problem_at_once_with_its_pointer) {
    replace("\"listen\": \"${PASSPORT_HUB_OPERATIONS", "\"lisen\": \"${PASSPORT_HUB_OPERATIONS");
    replace("\"connections\": 4", "\"connections\": 4000");
    replace("\"location\": \"global\"", "\"location\": \"asia-northeast\"");
    environment_["PASSPORT_HUB_PUBLIC"] = "not an endpoint";
    const auto settings = read();
    EXPECT_EQ(problem_of(settings, "/operations/lisen"), "is not known (did you mean \"listen\"?)");
    EXPECT_EQ(problem_of(settings, "/operations/listen"), "is required");
    EXPECT_EQ(problem_of(settings, "/database/connections"), "must be a whole number from 1 to 64");
    EXPECT_NE(problem_of(settings, "/dialogflow/location").find("asia-northeast1"), std::string::npos);
    EXPECT_EQ(problem_of(settings, "/public/listen"), "must be host:port");
}

TEST_F(SettingsTest, say_how_long_messages_are_kept) {
    EXPECT_EQ(read()->retention.finished_days, 90);
    EXPECT_EQ(read()->retention.parked_days, 180);
    replace("\"keep_finished_days\": 90", "\"keep_finished_days\": 0");
    replace("\"keep_parked_days\"", "\"keep_parkd_days\"");
    EXPECT_EQ(problem_of(read(), "/messages/keep_finished_days"), "must be a whole number from 1 to 3650");
    EXPECT_EQ(problem_of(read(), "/messages/keep_parkd_days"), "is not known");
    replace("  \"messages\": { \"keep_finished_days\": 0, \"keep_parkd_days\": 180 },\n", "");
    ASSERT_TRUE(read().ok());
    EXPECT_EQ(read()->retention.finished_days, 90);
}

TEST_F(SettingsTest, say_who_is_mailed_about_alarms) {
    EXPECT_TRUE(read()->alarm_mail_to.empty());
    replace("\"mail_to\": []", "\"mail_to\": [\"op@example.jp\"]");
    ASSERT_TRUE(read());
    EXPECT_EQ(read()->alarm_mail_to, (std::vector<std::string>{"op@example.jp"}));
    replace("[\"op@example.jp\"]", "[\"op@example.jp\", \"nobody\"]");
    EXPECT_EQ(problem_of(read(), "/alarms/mail_to/1"), "must be a mail address");
    std::string many;
    for (int number = 0; number < 21; ++number) many += (number ? "," : "") + std::string("\"a@example.jp\"");
    replace("\"op@example.jp\", \"nobody\"", many);
    EXPECT_EQ(problem_of(read(), "/alarms/mail_to"), "must be at most 20 addresses");
}

TEST_F(SettingsTest, name_a_missing_secret_but_never_show_one) {
    std::filesystem::remove(directory_ / "secrets" / "google_maps_key");
    replace("\"connections\": 4", "\"connections\": 0");
    const auto settings = read();
    ASSERT_FALSE(settings);
    EXPECT_NE(problem_of(settings, "/google_maps/key").find("google_maps_key"), std::string::npos);
    for (const auto& problem : settings.error().fields)
        EXPECT_EQ(problem.problem.find("secret-of-"), std::string::npos);
}

TEST_F(SettingsTest, refuse_a_secret_written_into_the_file) {
    replace("\"key\": { \"secret\": \"google_maps_key\" }", "\"key\": \"AIza-in-the-open\"");
    EXPECT_NE(problem_of(read(), "/google_maps/key").find("never written into this file"), std::string::npos);
}

TEST_F(SettingsTest, ask_no_outside_map_unless_told_to) {
    const auto settings = read();
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->map.google_browser_key, "");
    EXPECT_EQ(settings->map.tile_url, "");
}

TEST_F(SettingsTest, take_the_tiles_and_the_browser_key_of_the_map) {
    environment_["PASSPORT_HUB_MAP_TILES"] = "https://tiles.example.jp/{z}/{x}/{y}.png";
    environment_["PASSPORT_HUB_MAP_BROWSER_KEY"] = "AIza-example-key";
    const auto settings = read();
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->map.tile_url, "https://tiles.example.jp/{z}/{x}/{y}.png");
    EXPECT_EQ(settings->map.tile_attribution, "地理院タイル");
    EXPECT_EQ(settings->map.tile_max_zoom, 18);
    EXPECT_EQ(settings->map.google_browser_key, "AIza-example-key");
}

TEST_F(SettingsTest, refuse_a_map_that_could_not_be_drawn) {
    environment_["PASSPORT_HUB_MAP_TILES"] = "https://tiles.example.jp/{z}/{x}.png";
    environment_["PASSPORT_HUB_MAP_BROWSER_KEY"] = "no key";
    replace("\"attribution\": \"地理院タイル\"", "\"attribution\": \"\"");
    const auto settings = read();
    EXPECT_NE(problem_of(settings, "/map/tiles/url").find("{y}"), std::string::npos);
    EXPECT_NE(problem_of(settings, "/map/tiles/attribution").find("publisher"), std::string::npos);
    EXPECT_NE(problem_of(settings, "/map/google_browser_key").find("letters"), std::string::npos);
}

TEST(Expand, replaces_names_and_falls_back_to_the_default) {
    const Environment environment{{"PASSPORT_HUB_A", "one"}, {"PASSPORT_HUB_EMPTY", ""}};
    EXPECT_EQ(*expand("x ${PASSPORT_HUB_A} y ${PASSPORT_HUB_B:-two} ${PASSPORT_HUB_EMPTY:-three}", environment), "x one y two three");
    EXPECT_FALSE(expand("${PASSPORT_HUB_B}", environment));
    EXPECT_FALSE(expand("${PASSPORT_HUB_A", environment));
}

TEST_F(SettingsTest, choose_the_edition_of_dialogflow_and_the_lookup_of_google_maps) {
    EXPECT_EQ(read()->dialogflow_edition, "es");
    EXPECT_EQ(read()->google_maps_lookup, "geocoding");
    environment_["PASSPORT_HUB_DIALOGFLOW"] = "cx";
    environment_["PASSPORT_HUB_MAPS_LOOKUP"] = "places_new";
    replace("\"location\": \"global\"", "\"location\": \"us-central1\"");
    const auto settings = read();
    ASSERT_TRUE(settings) << settings.error().fields.at(0).problem;
    EXPECT_EQ(settings->dialogflow_edition, "cx");
    EXPECT_EQ(settings->google_maps_lookup, "places_new");
    environment_["PASSPORT_HUB_DIALOGFLOW"] = "es";
    EXPECT_NE(problem_of(read(), "/dialogflow/location").find("must be one of"), std::string::npos)
        << "not every region of CX has ES";
    environment_["PASSPORT_HUB_DIALOGFLOW"] = "ces";
    environment_["PASSPORT_HUB_MAPS_LOOKUP"] = "routes";
    const auto refused = read();
    EXPECT_NE(problem_of(refused, "/dialogflow/edition").find("must be one of es, cx"), std::string::npos);
    EXPECT_NE(problem_of(refused, "/google_maps/lookup").find("must be one of"), std::string::npos);
}

TEST_F(SettingsTest, need_an_agents_id_only_for_CX) {
    replace("\"agent_id\"", "\"agent_idd\"");
    EXPECT_NE(problem_of(read(), "/dialogflow/agent_idd").find("agent_id"), std::string::npos);
    replace("\"agent_idd\": \"${PASSPORT_HUB_DIALOGFLOW_AGENT:-00000000-1111-4222-8333-444444444444}\",", "");
    EXPECT_TRUE(read());
    environment_["PASSPORT_HUB_DIALOGFLOW"] = "cx";
    EXPECT_EQ(problem_of(read(), "/dialogflow/agent_id"), "is required");
}

TEST_F(SettingsTest, know_where_places_are_looked_up_and_on_which_host) {
    EXPECT_DOUBLE_EQ(read()->google_maps_bias.lat, 34.62);
    replace("\"requests_per_day\": 2000",
            R"("requests_per_day": 2000, "bias": {"lat": 34.87, "lng": 138.32, "radius_m": 20000})");
    EXPECT_DOUBLE_EQ(read()->google_maps_bias.lng, 138.32);
    EXPECT_EQ(read()->google_maps_bias.radius_m, 20'000);
    replace("20000}", "50001, \"lon\": 1}");
    const auto refused = read();
    EXPECT_EQ(problem_of(refused, "/google_maps/bias/radius_m"), "must be a number from 1 to 50000");
    EXPECT_NE(problem_of(refused, "/google_maps/bias/lon"), "no problem with /google_maps/bias/lon");
}

TEST_F(SettingsTest, refuse_the_other_services_host) {
    replace("\"base_url\": \"http://${PASSPORT_HUB_SANDBOX:-127.0.0.1:8090}\",\n    \"key\"",
            "\"base_url\": \"https://maps.googleapis.com\",\n    \"key\"");
    EXPECT_TRUE(read());
    environment_["PASSPORT_HUB_MAPS_LOOKUP"] = "places_new";
    EXPECT_EQ(problem_of(read(), "/google_maps/base_url"), "must be https://places.googleapis.com for places_new");
    replace("https://maps.googleapis.com", "https://places.googleapis.com");
    EXPECT_TRUE(read());
    environment_["PASSPORT_HUB_MAPS_LOOKUP"] = "places";
    EXPECT_NE(problem_of(read(), "/google_maps/base_url").find("maps.googleapis.com"), std::string::npos);
}

}  // namespace
}  // namespace hub::cli
