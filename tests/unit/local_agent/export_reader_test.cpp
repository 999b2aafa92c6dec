#include "connectors/local_agent/export_reader.hpp"

#include <gtest/gtest.h>

#include "tests/unit/local_agent/sample_export.hpp"

namespace hub::local_agent {
namespace {

class ExportReader : public ::testing::Test {
protected:
    // "file#pointer" of every problem.
    std::vector<std::string> problems() const {
        const auto agent = read_export(sample.path());
        std::vector<std::string> found;
        if (!agent)
            for (const auto& field : agent.error().fields) found.push_back(field.field);
        return found;
    }
    using Found = std::vector<std::string>;
    SampleExport sample;
};

TEST_F(ExportReader, reads_a_whole_agent) {
    const auto agent = read_export(sample.path());
    ASSERT_TRUE(agent) << agent.error().fields.front().field << agent.error().fields.front().problem;
    EXPECT_EQ(agent->language, "ja");
    ASSERT_EQ(agent->entities.size(), 1U);
    EXPECT_EQ(agent->entities[0].entries.size(), 2U);
    ASSERT_EQ(agent->intents.size(), 3U);
    EXPECT_EQ(agent->intents[1].name, "paint");
    EXPECT_EQ(agent->intents[1].phrases.front().size(), 4U);
    EXPECT_EQ(agent->intents[1].output_contexts.front().name, "painted");
}

TEST_F(ExportReader, turns_rich_content_into_messages_and_drops_unsafe_links) {
    const auto agent = read_export(sample.path());
    ASSERT_TRUE(agent);
    const auto& replies = agent->intents[2].replies;
    ASSERT_EQ(replies.size(), 2U);
    ASSERT_EQ(replies[1].ready.size(), 2U);
    EXPECT_EQ(replies[1].ready[0], R"({"type":"chips","options":[{"text":"壁を赤に塗って"}]})");
    EXPECT_EQ(replies[1].ready[1], R"({"type":"link","text":"よい","url":"https://example.jp/"})");
}

TEST_F(ExportReader, names_the_file_that_is_missing_or_broken) {
    EXPECT_EQ(read_export("/nowhere").error().fields.front().field, "agent.json#");
    sample.put("intents/paint_usersays_ja.json", "[{");
    sample.remove("entities/color_entries_ja.json");
    EXPECT_EQ(problems(), (Found{"entities/color_entries_ja.json#", "intents/paint_usersays_ja.json#"}));
}

TEST_F(ExportReader, names_every_problem_with_its_pointer) {
    sample.put("agent.json", R"({"language":"ja","mlMinConfidence":3})");
    sample.put("entities/color.json", R"({"name":"color","isRegexp":true})");
    sample.put("entities/color_entries_ja.json", R"([{"value":"赤色","synonyms":["赤",""]},{"value":"青色","synonyms":["ア カ","赤","@x:y"]}])");
    sample.put("intents/paint.json", R"({"name":"paint","webhookUsed":true,"responses":[{"action":"","affectedContexts":[{"lifespan":"x"}],
        "parameters":[{"name":"thing","dataType":"@thing"},{"name":"when","dataType":"@sys.time","required":true}],"messages":[{"type":0,"speech":5}]}]})");
    EXPECT_EQ(problems(), (Found{"agent.json#/mlMinConfidence", "entities/color.json#/isRegexp",
                                 "entities/color_entries_ja.json#/0/synonyms/1", "entities/color_entries_ja.json#/1/synonyms/1",
                                 "entities/color_entries_ja.json#/1/synonyms/2", "intents/paint.json#/responses/0/action",
                                 "intents/paint.json#/responses/0/affectedContexts/0/name",
                                 "intents/paint.json#/responses/0/affectedContexts/0/lifespan",
                                 "intents/paint.json#/responses/0/parameters/0/dataType",
                                 "intents/paint.json#/responses/0/parameters/1/dataType",
                                 "intents/paint.json#/responses/0/parameters/1/prompts",
                                 "intents/paint.json#/responses/0/messages/0/speech",
                                 "intents/paint_usersays_ja.json#/0/data/2/alias"}));
}

TEST_F(ExportReader, wants_known_entities_unique_names_and_a_fallback) {
    sample.put("intents/paint_usersays_ja.json", R"([{"data":[{"text":"壁","meta":"@wall","alias":"thing"}]},{"data":[{"text":"？"}]}])");
    sample.put("intents/unknown.json", R"({"name":"more","responses":[{}]})");
    sample.put("intents/lost_usersays_ja.json", "[]");
    EXPECT_EQ(problems(), (Found{"intents/lost_usersays_ja.json#", "intents/paint_usersays_ja.json#/0/data/0/meta",
                                 "intents/paint_usersays_ja.json#/1/data", "intents/unknown.json#/name", "intents#"}));
}

}  // namespace
}  // namespace hub::local_agent
