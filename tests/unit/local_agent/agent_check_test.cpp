#include "connectors/local_agent/agent_check.hpp"

#include <gtest/gtest.h>

#include "connectors/local_agent/export_reader.hpp"
#include "tests/unit/local_agent/sample_export.hpp"

namespace hub::local_agent {
namespace {

class AgentCheck : public ::testing::Test {
protected:
    AgentCheck() {
        sample.remove("intents/more.json");
        sample.remove("intents/more_usersays_ja.json");
        put_entity("11111111-1111-4111-8111-111111111111");
        sample.put("intents/unknown.json",
                   R"({"id":"22222222-2222-4222-8222-222222222222","name":"unknown","fallbackIntent":true,
            "responses":[{"messages":[{"type":0,"speech":["分かりません"]}]}]})");
        sample.remove("intents/unknown_usersays_ja.json");
        put_paint("33333333-3333-4333-8333-333333333333", "赤");
    }
    void put_entity(const std::string& id) const {
        sample.put("entities/color.json", R"({"id":")" + id + R"(","name":"color"})");
    }
    void put_paint(const std::string& id, const std::string& color) const {
        sample.put("intents/paint.json", R"({"id":")" + id + R"(","name":"paint","responses":[{"parameters":[
            {"id":"44444444-4444-4444-8444-444444444444","name":"color","dataType":"@color","value":"$color"}],
            "messages":[{"type":0,"speech":["はい"]}]}]})");
        sample.put("intents/paint_usersays_ja.json",
                   R"([{"id":"55555555-5555-4555-8555-555555555555","data":[{"text":")" + color +
                       R"(","meta":"@color","alias":"color"},{"text":"に塗って"}]}])");
    }
    std::vector<std::string> findings() const {
        auto definition = read_export(sample.path());
        EXPECT_TRUE(definition.ok());
        const Agent agent(std::move(*definition));
        std::vector<std::string> all;
        for (const auto& finding : check_export(sample.path(), agent))
            all.push_back((finding.is_error ? "" : "(") + finding.where + ": " + finding.problem);
        return all;
    }
    using Found = std::vector<std::string>;
    SampleExport sample;
};

TEST_F(AgentCheck, has_nothing_to_say_about_a_good_export) { EXPECT_EQ(findings(), Found{}); }

TEST_F(AgentCheck, wants_ids_that_are_uuids_and_unique) {
    put_entity("color-1");
    put_paint("22222222-2222-4222-8222-222222222222", "赤");
    EXPECT_EQ(findings(), (Found{"entities/color.json: it has no UUID as its id",
                                 "intents/unknown.json: it has the id 22222222-2222-4222-8222-222222222222, which "
                                 "intents/paint.json has too"}));
}

TEST_F(AgentCheck, wants_marked_words_that_their_entity_has) {
    put_paint("33333333-3333-4333-8333-333333333333", "緑");
    EXPECT_EQ(findings(), (Found{"intents/paint: marks 緑, which is no word of @color"}));
}

TEST_F(AgentCheck, tells_phrases_that_two_intents_share) {
    sample.put(
        "intents/other.json",
        R"({"id":"66666666-6666-4666-8666-666666666666","name":"other","responses":[{"messages":[{"type":0,"speech":["はい"]}]}]})");
    sample.put("intents/other_usersays_ja.json",
               R"([{"id":"77777777-7777-4777-8777-777777777777","data":[{"text":"赤に塗って！"}]}])");
    const auto found = findings();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front(), "intents/paint: shares a phrase with other: 赤に塗って");
}

TEST_F(AgentCheck, tells_intents_that_nobody_reaches_or_that_say_nothing) {
    sample.put(
        "intents/lost.json",
        R"({"id":"66666666-6666-4666-8666-666666666666","name":"lost","contexts":["Never"],"responses":[{"messages":[]}]})");
    EXPECT_EQ(findings(), (Found{"intents/lost: cannot be reached: it has no training phrases and no event",
                                 "intents/lost: says nothing",
                                 "intents/lost: cannot be reached: no intent sets its context never"}));
    sample.put("intents/lost.json",
               R"({"id":"66666666-6666-4666-8666-666666666666","name":"lost","events":[{"name":"WELCOME"}],
        "responses":[{"messages":[{"type":0,"speech":["やあ"]}]}]})");
    EXPECT_EQ(findings(), Found{});
}

TEST_F(AgentCheck, doubts_parameters_that_no_phrase_shows) {
    sample.put("intents/paint_usersays_ja.json",
               R"([{"id":"55555555-5555-4555-8555-555555555555","data":[{"text":"塗って"}]}])");
    EXPECT_EQ(findings(), (Found{"(intents/paint: no phrase shows the parameter color"}));
}

TEST_F(AgentCheck, the_product_has_no_errors) {
    const auto directory = std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent";
    auto definition = read_export(directory);
    ASSERT_TRUE(definition.ok());
    const Agent agent(std::move(*definition));
    for (const auto& finding : check_export(directory, agent))
        EXPECT_FALSE(finding.is_error) << finding.where << ": " << finding.problem;
}

}  // namespace
}  // namespace hub::local_agent
