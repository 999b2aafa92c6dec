#include "queues/audit/leaving_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace hub::queues {
namespace {

const Leaving member{"2026-11-22T03:00:00.000001Z", "member", 12, "2026-01-02T03:04:05.678901Z"};
const Leaving owner{"2026-11-23T03:00:00.000000Z", "owner", 3, "2026-01-02T03:04:05.000000Z"};

class LeavingFileTest : public testing::Test {
protected:
    LeavingFileTest() { std::filesystem::remove_all(folder); }
    ~LeavingFileTest() override { std::filesystem::remove_all(folder); }

    void add(const std::string& text) const { std::ofstream(path, std::ios::app | std::ios::binary) << text; }
    std::vector<std::string> known() const {
        std::vector<std::string> lines;
        const auto leavings = read_leavings(path);
        for (const auto& leaving : leavings->known) lines.push_back(leaving_line(leaving));
        return lines;
    }

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("leaving_file_test_" + std::to_string(getpid()));
    const std::string path = folder / "audit/leavings";
};

TEST(LeavingLine, says_when_which_account_left_and_when_it_was_registered_and_no_more) {
    EXPECT_EQ(leaving_line(member), "2026-11-22T03:00:00.000001Z member 12 2026-01-02T03:04:05.678901Z");
    for (const auto& leaving : {member, owner}) {
        const auto read = leaving_of_line(leaving_line(leaving));
        ASSERT_TRUE(read);
        EXPECT_EQ(leaving_line(*read), leaving_line(leaving));
    }
}

TEST(LeavingLine, that_was_cut_off_anywhere_is_none) {
    const auto whole = leaving_line(member);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(leaving_of_line(whole.substr(0, length))) << length;
}

TEST(LeavingLine, that_is_damaged_is_none) {
    for (const std::string line :
         {"2026-11-22T03:00:00.000001Z staff 12 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member 0 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member -1 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member 1x 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member 99999999999999999999 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member  2026-01-02T03:04:05.678901Z",
          "2026-13-22T03:00:00.000001Z member 12 2026-01-02T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member 12 2026-01-32T03:04:05.678901Z",
          "2026-11-22T03:00:00.000001Z member 12 2026-01-02T03:04:05.678901Z ",
          "2026-11-22T03:00:00.000001Z member 12 2026-01-02 03:04:05.678901+0", "member 12", "\"; DROP TABLE users"})
        EXPECT_FALSE(leaving_of_line(line)) << line;
}

TEST_F(LeavingFileTest, is_made_with_its_folder_before_anybody_has_left) {
    ASSERT_FALSE(read_leavings(path));
    EXPECT_EQ(read_leavings(path).error().code, "audit.no_leavings");
    ASSERT_TRUE(append_leavings(path, {}));
    EXPECT_EQ(read_leavings(path)->known.size(), 0u);
}

TEST_F(LeavingFileTest, is_added_to) {
    ASSERT_TRUE(append_leavings(path, {member}));
    ASSERT_TRUE(append_leavings(path, {owner, member}));
    EXPECT_EQ(known(), (std::vector<std::string>{leaving_line(member), leaving_line(owner), leaving_line(member)}));
}

TEST_F(LeavingFileTest, goes_on_behind_a_line_that_was_cut_off_and_tells_of_it) {
    ASSERT_TRUE(append_leavings(path, {member}));
    add(leaving_line(owner).substr(0, 30));
    EXPECT_EQ(known().size(), 1u) << "what is not ended is no line";
    ASSERT_TRUE(append_leavings(path, {owner}));
    EXPECT_EQ(known(), (std::vector<std::string>{leaving_line(member), leaving_line(owner)}));
    EXPECT_EQ(read_leavings(path)->unreadable, std::vector<std::int64_t>{2});
}

TEST_F(LeavingFileTest, is_replaced_as_a_whole_also_after_that_was_cut_off_once) {
    ASSERT_TRUE(append_leavings(path, {member, member}));
    ASSERT_TRUE(append_leavings(path + ".new", {member}));
    ASSERT_TRUE(replace_leavings(path, {owner}));
    EXPECT_EQ(known(), std::vector<std::string>{leaving_line(owner)});
    EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_F(LeavingFileTest, says_why_it_cannot_be_written) {
    std::filesystem::create_directories(path);
    const auto failed = append_leavings(path, {member});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "audit.file");
    EXPECT_NE(failed.error().detail.find(path), std::string::npos);
}

}  // namespace
}  // namespace hub::queues
