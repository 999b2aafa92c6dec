#include <gtest/gtest.h>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {
namespace {

TEST(SessionPath, has_the_forms_of_global_regional_and_environment_agents) {
    DialogflowSettings settings;
    settings.project_id = "sample";
    EXPECT_EQ(session_url(settings, "s-1", ":detectIntent"),
              "https://dialogflow.googleapis.com/v2/projects/sample/agent/sessions/s-1:detectIntent");
    settings.location = "";
    EXPECT_EQ(session_path(settings, "s-1"), "projects/sample/agent/sessions/s-1");
    settings.location = "asia-northeast1";
    EXPECT_EQ(session_url(settings, "s-1", ":detectIntent"),
              "https://asia-northeast1-dialogflow.googleapis.com/v2/projects/sample/locations/asia-northeast1/agent/"
              "sessions/s-1:detectIntent");
    settings.environment = "prod";
    EXPECT_EQ(session_path(settings, "s-1"),
              "projects/sample/locations/asia-northeast1/agent/environments/prod/users/-/sessions/s-1");
    settings.location = "global";
    EXPECT_EQ(session_path(settings, "s-1"), "projects/sample/agent/environments/prod/users/-/sessions/s-1");
    settings.base_url = "http://127.0.0.1:8090";
    EXPECT_TRUE(session_url(settings, "s-1", "/contexts").starts_with("http://127.0.0.1:8090/v2/projects/"));
}

TEST(SessionPath, cannot_be_broken_out_of) {
    DialogflowSettings settings;
    settings.project_id = "a/b";
    EXPECT_EQ(session_path(settings, "x/../y?z"), "projects/a%2Fb/agent/sessions/x%2F..%2Fy%3Fz");
}

TEST(ContextName, is_cut_to_its_bare_id_in_lower_case) {
    EXPECT_EQ(context_id("projects/p/agent/sessions/s/contexts/Benefit-Search"), "benefit-search");
    EXPECT_EQ(context_id("benefit-search"), "");
    EXPECT_EQ(context_name("projects/p/agent/sessions/s", "nearby"), "projects/p/agent/sessions/s/contexts/nearby");
    EXPECT_TRUE(is_context_id("a_B-9%20"));
    EXPECT_FALSE(is_context_id(""));
    EXPECT_FALSE(is_context_id("近く"));
    EXPECT_FALSE(is_context_id(std::string(251, 'a')));
    EXPECT_TRUE(is_reserved_context("__system_counters__"));
}

}  // namespace
}  // namespace hub::dialogflow
