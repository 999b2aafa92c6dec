#include "connectors/dialogflow/design/agent_files.hpp"

#include <gtest/gtest.h>

namespace hub::dialogflow::design {
namespace {

const std::string kOwnAgent = HUB_SOURCE_DIRECTORY "/config/dialogflow_agent";

TEST(AgentFiles, of_the_repository_come_back_from_a_zip_as_they_went_in) {
    const auto files = read_agent_directory(kOwnAgent);
    ASSERT_TRUE(files.ok()) << files.error().detail;
    EXPECT_TRUE(files->contains("agent.json"));
    EXPECT_TRUE(files->contains("intents/benefit.nearby_usersays_ja.json"));
    const auto zip = to_zip(*files);
    ASSERT_TRUE(zip.ok()) << zip.error().detail;
    const auto back = from_zip(*zip);
    ASSERT_TRUE(back.ok()) << back.error().detail;
    EXPECT_EQ(*back, *files);
}

TEST(AgentFiles, make_the_same_bytes_whenever_they_are_packed) {
    const AgentFiles files{{"agent.json", "{}"}, {"intents/挨拶.json", std::string(5000, 'x')}};
    const auto first = to_zip(files);
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(*first, *to_zip(files));
    // The time stamp of the first file: midnight of 1980-01-01, whatever the time zone.
    EXPECT_EQ(first->substr(10, 4), std::string("\x00\x00\x21\x00", 4));
    EXPECT_TRUE(from_zip(*first)->contains("intents/挨拶.json"));
}

TEST(AgentFiles, are_refused_when_the_archive_is_none_or_damaged) {
    const auto zip = to_zip({{"agent.json", std::string(2000, 'a')}, {"package.json", "{}"}}).value();
    EXPECT_EQ(from_zip("").error().code, "agent.bad_archive");
    EXPECT_EQ(from_zip("<html>").error().code, "agent.bad_archive");
    for (std::size_t cut = 1; cut < zip.size(); cut += 7) EXPECT_FALSE(from_zip(zip.substr(0, cut)).ok()) << cut;
    auto flipped = zip;
    flipped[45] = static_cast<char>(flipped[45] ^ 0x55);
    EXPECT_FALSE(from_zip(flipped).ok()) << "the checksum holds";
}

TEST(AgentFiles, are_refused_when_a_path_leads_out_of_the_archive) {
    for (const char* path : {"../agent.json", "/etc/agent.json", "intents/../../x.json", "intents\\x.json"})
        EXPECT_EQ(from_zip(to_zip({{path, "{}"}}).value()).error().code, "agent.bad_archive") << path;
}

TEST(AgentFiles, of_a_directory_without_an_agent_are_refused) {
    EXPECT_EQ(read_agent_directory(kOwnAgent + "/intents").error().code, "agent.unreadable");
    EXPECT_EQ(read_agent_directory("/nowhere").error().code, "agent.unreadable");
}

}  // namespace
}  // namespace hub::dialogflow::design
