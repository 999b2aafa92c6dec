#include "queues/audit/head_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace hub::queues {
namespace {

class HeadFileTest : public testing::Test {
protected:
    HeadFileTest() { std::filesystem::remove_all(folder); }
    ~HeadFileTest() override { std::filesystem::remove_all(folder); }

    static AuditSeal seal(std::int64_t number) {
        return {number, "2026-11-22T03:00:00.000000Z", kNoSeal, {number}, kNoSeal, number, kNoSeal};
    }
    std::vector<std::string> lines() const {
        LineReader reader(path);
        std::vector<std::string> all;
        while (auto line = reader.next()) all.push_back(*line);
        return all;
    }
    void add(const std::string& text) const { std::ofstream(path, std::ios::app | std::ios::binary) << text; }

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("head_file_test_" + std::to_string(getpid()));
    const std::string path = folder / "audit/heads";
};

TEST_F(HeadFileTest, is_made_with_its_folder_and_remembers_its_last_line) {
    {
        auto heads = HeadWriter::open(path);
        ASSERT_TRUE(heads.ok());
        EXPECT_EQ(heads->last_line(), "");
        ASSERT_TRUE(heads->append({seal(1), seal(2)}).ok());
        EXPECT_EQ(heads->last_line(), head_line(seal(2)));
    }
    EXPECT_EQ(HeadWriter::open(path)->last_line(), head_line(seal(2)));
    EXPECT_EQ(lines(), (std::vector<std::string>{head_line(seal(1)), head_line(seal(2))}));
}

TEST_F(HeadFileTest, goes_on_behind_a_line_that_was_cut_off) {
    ASSERT_TRUE(HeadWriter::open(path)->append({seal(1)}).ok());
    add(head_line(seal(2)).substr(0, 30));
    EXPECT_EQ(lines().size(), 1u) << "what is not ended is no line";
    {
        auto heads = HeadWriter::open(path);
        EXPECT_EQ(heads->last_line(), head_line(seal(1)));
        ASSERT_TRUE(heads->append({seal(2)}).ok());
    }
    ASSERT_EQ(lines().size(), 3u);
    EXPECT_EQ(seal_of_head_line(lines()[1]), 0);
    EXPECT_EQ(lines()[2], head_line(seal(2)));
}

TEST_F(HeadFileTest, is_read_as_it_was_when_the_reading_began) {
    ASSERT_TRUE(HeadWriter::open(path)->append({seal(1)}).ok());
    LineReader reader(path);
    ASSERT_TRUE(HeadWriter::open(path)->append({seal(2)}).ok());
    EXPECT_TRUE(reader.next().has_value());
    EXPECT_FALSE(reader.next().has_value());
}

TEST_F(HeadFileTest, is_written_by_one_at_a_time_and_nobody_waits) {
    const auto first = HeadWriter::open(path);
    const auto second = HeadWriter::open(path);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, kHeadFileBusy);
}

TEST_F(HeadFileTest, says_why_it_cannot_be_written) {
    std::filesystem::create_directories(path);
    const auto heads = HeadWriter::open(path);
    ASSERT_FALSE(heads.ok());
    EXPECT_EQ(heads.error().code, "audit.file");
    EXPECT_NE(heads.error().detail.find(path), std::string::npos);
    EXPECT_FALSE(LineReader(folder / "nothing").exists());
}

}  // namespace
}  // namespace hub::queues
