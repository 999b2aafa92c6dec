#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "router/core/log.hpp"

namespace hub::log {
namespace {

// Standard error goes elsewhere while this lives.
class LogRotation : public testing::Test {
protected:
    LogRotation() {
        char name[] = "/tmp/hub-log-XXXXXX";
        directory_ = mkdtemp(name);
    }
    ~LogRotation() override {
        dup2(standard_error_, STDERR_FILENO);
        close(standard_error_);
        std::filesystem::remove_all(directory_);
    }

    std::string file() const { return directory_ / "hub.log"; }

    // How often each number was written, in all files; fails on a line that is not whole.
    std::map<std::string, int> numbers() const {
        std::map<std::string, int> seen;
        for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
            std::ifstream stream(entry.path());
            for (std::string line; std::getline(stream, line);) {
                const auto document = json::Document::parse(line);
                EXPECT_TRUE(document.ok()) << line;
                if (document) ++seen[std::string(document->root().string("number").value_or("none"))];
            }
        }
        return seen;
    }

private:
    const int standard_error_ = dup(STDERR_FILENO);
    std::filesystem::path directory_;
};

TEST_F(LogRotation, under_load_loses_no_line_and_cuts_none) {
    constexpr int kThreads = 4;
    constexpr int kRotations = 200;
    ASSERT_TRUE(reopen(file()));
    std::atomic<bool> rotating{true};
    std::atomic<int> written{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&] {
            while (rotating) info("test.line", {{"number", written.fetch_add(1)}, {"more", std::string(200, 'x')}});
        });
    for (int rotation = 0; rotation < kRotations; ++rotation) {
        const int before = written;
        std::filesystem::rename(file(), file() + "." + std::to_string(rotation));
        ASSERT_TRUE(reopen(file()));
        while (written < before + kThreads) std::this_thread::yield();
    }
    rotating = false;
    for (auto& thread : threads) thread.join();

    const auto seen = numbers();
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(written));
    for (const auto& [number, times] : seen) EXPECT_EQ(times, 1) << number;
}

TEST_F(LogRotation, stays_with_the_old_file_when_the_new_one_cannot_be_opened) {
    ASSERT_TRUE(reopen(file()));
    EXPECT_FALSE(reopen("/nowhere/hub.log"));
    info("test.line", {{"number", 1}});
    EXPECT_EQ(numbers()["1"], 1);
}

}  // namespace
}  // namespace hub::log
