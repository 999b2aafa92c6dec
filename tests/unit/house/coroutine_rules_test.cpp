// GCC 12.2 miscompiles co_await inside larger expressions: `while (!co_await f())` crashed at -O2 in this code base.
// It may stand only as a statement of its own, or right after `=` or `co_return`.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace hub::house {
namespace {

bool breaks_the_rule(const std::string& line) {
    const auto comment = line.find("//");
    const auto found = line.find("co_await");
    if (found == std::string::npos || (comment != std::string::npos && comment < found)) return false;
    const auto before = line.substr(0, found);
    const auto last = before.find_last_not_of(" \t");
    if (last == std::string::npos || before[last] == '=' || before.ends_with("co_return ")) return false;
    // `if (ready) co_await f();` and `else co_await f();` are statements of their own.
    return !(before[last] == ')' || before.ends_with("else "));
}

TEST(CoroutineRules, find_a_planted_violation) {
    EXPECT_TRUE(breaks_the_rule("    while (!co_await event->wait_for(10s)) {"));
    EXPECT_TRUE(breaks_the_rule("    if (co_await f()) return;"));
    EXPECT_TRUE(breaks_the_rule("    g(co_await f());"));
    EXPECT_TRUE(breaks_the_rule("    const auto x = ready ? a : co_await f();"));
    EXPECT_FALSE(breaks_the_rule("    co_await f();"));
    EXPECT_FALSE(breaks_the_rule("    const auto x = co_await f();"));
    EXPECT_FALSE(breaks_the_rule("    // while (!co_await f()) is forbidden"));
}

TEST(CoroutineRules, hold_everywhere) {
    const std::filesystem::path root = HUB_SOURCE_DIRECTORY;
    for (const char* top : {"router", "queues", "handlers", "connectors", "portal"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
            std::ifstream stream(entry.path());
            std::string line;
            for (int number = 1; std::getline(stream, line); ++number)
                EXPECT_FALSE(breaks_the_rule(line)) << entry.path().string() << ":" << number << ": " << line;
        }
    }
}

}  // namespace
}  // namespace hub::house
