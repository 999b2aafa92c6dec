#include "connectors/dialogflow/design/agent_outline.hpp"

#include <gtest/gtest.h>

namespace hub::dialogflow::design {
namespace {

AgentFiles sample() {
    return {
        {"agent.json", R"({"language":"ja","mlMinConfidence":0.3,"secondaryKey":"s"})"},
        {"package.json", R"({"version":"1.0.0"})"},
        {"intents/near_.json",
         R"({"id":"1","name":"near?","priority":500000,"responses":[{"action":"a","messages":[{"type":"0","speech":["b"]}]}],"contexts":["x","y"],"lastUpdate":5})"},
        {"intents/near__usersays_ja.json",
         R"([{"id":"2","data":[{"text":"梅田","meta":"@place","alias":"place"},{"text":"の近く"}],"count":3}])"},
        {"entities/genre.json", R"({"id":"3","name":"genre","isEnum":false})"},
        {"entities/genre_entries_ja.json", R"([{"value":"飲食","synonyms":["飲食","ごはん"]}])"}};
}

std::vector<std::string> told(const AgentFiles& wanted, const AgentFiles& present,
                              const std::vector<std::string>& generated = {}) {
    std::vector<std::string> lines;
    for (const auto& [change, part] : difference(outline_of(wanted).value(), outline_of(present).value(), generated))
        lines.push_back(std::string(change == Change::added     ? "+"
                                    : change == Change::removed ? "-"
                                                                : "~") +
                        part.kind + " " + part.owner + ":" + part.what);
    return lines;
}

TEST(AgentOutline, names_what_an_agent_has) {
    std::vector<std::string> parts;
    const auto outline = outline_of(sample());
    for (const auto& [part, text] : outline.value()) parts.push_back(part.kind + " " + part.owner + ":" + part.what);
    EXPECT_EQ(parts, (std::vector<std::string>{"entity genre:", "entry @genre (ja):飲食",
                                               "intent near?:", "phrase near? (ja):梅田の近く",
                                               "setting agent:language", "setting agent:mlMinConfidence"}));
}

TEST(AgentOutline, is_the_same_for_copies_that_differ_in_what_means_nothing) {
    auto copy = sample();
    copy["intents/near_.json"] =
        R"({"name":"near?","id":"99","priority":0,"events":[],"auto":false,"contexts":["y","x"],"responses":[{"messages":[{"speech":"b","type":0,"title":""}],"parameters":[],"action":"a"}]})";
    copy["entities/genre_entries_ja.json"] = R"([{"value":"飲食","synonyms":["ごはん","飲食"]}])";
    copy["agent.json"] = R"({"language":"ja","mlMinConfidence":0.3,"secondaryKey":"other","isPrivate":false})";
    EXPECT_EQ(told(sample(), copy), std::vector<std::string>());
}

TEST(AgentOutline, tells_what_was_added_removed_and_changed) {
    auto other = sample();
    other["intents/near__usersays_ja.json"] = R"([{"data":[{"text":"梅田の近く"}]},{"data":[{"text":"近所"}]}])";
    other["intents/bye.json"] = R"({"name":"bye"})";
    other["entities/genre_entries_ja.json"] = "[]";
    other["agent.json"] = R"({"language":"en","mlMinConfidence":0.3})";
    EXPECT_EQ(told(sample(), other),
              (std::vector<std::string>{"+entry @genre (ja):飲食", "-intent bye:", "~phrase near? (ja):梅田の近く",
                                        "-phrase near? (ja):近所", "~setting agent:language"}));
    EXPECT_EQ(told(other, sample()).front(), "-entry @genre (ja):飲食");
}

TEST(AgentOutline, leaves_out_the_entries_that_a_command_writes) {
    auto other = sample();
    other["entities/genre_entries_ja.json"] = R"([{"value":"別","synonyms":["別"]}])";
    EXPECT_EQ(told(sample(), other, {"genre"}), std::vector<std::string>());
    EXPECT_EQ(told(sample(), other, {"gen"}).size(), 2u) << "only of an entity of that very name";
}

TEST(AgentOutline, names_every_file_that_cannot_be_read) {
    const auto refused = outline_of({{"intents/a.json", "{"}, {"intents/b.json", "{}"}, {"entities/c.json", "[]"}});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().fields.size(), 3u);
}

TEST(AgentOutline, never_quotes_a_secret) {
    auto files = sample();
    files["agent.json"] = R"({"secondaryKey":"hush","googleAssistant":{"key":"hush"}})";
    const auto outline = outline_of(files);
    for (const auto& [part, text] : outline.value()) EXPECT_EQ(text.find("hush"), std::string::npos);
}

}  // namespace
}  // namespace hub::dialogflow::design
