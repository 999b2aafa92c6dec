// The house of design page 4: who may include whom. A rule nobody checks is a wish.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace hub::house {
namespace {

struct Room {
    std::string folder;             // the longest matching folder names a file's room
    std::set<std::string> may_use;  // folders of other rooms
};

// The composition root (router/cli, router/main.cpp) may use everything and nobody uses it.
const std::vector<Room>& rooms() {
    static const std::vector<Room> all{
        {"router/core", {}},
        {"router/runtime", {"router/core"}},
        {"router/engine", {"router/core", "router/runtime"}},
        {"router/supervisor", {"router/core"}},
        {"queues", {"router/core", "router/runtime"}},
        {"handlers", {"router/core"}},
        {"connectors/support", {"router/core", "router/runtime"}},
        {"connectors/dialogflow", {"router/core", "router/runtime", "handlers", "connectors/support"}},
        {"connectors/local_agent", {"router/core", "router/runtime", "handlers", "connectors/support"}},
        {"connectors/google_maps", {"router/core", "router/runtime", "handlers", "connectors/support"}},
        {"connectors/mail", {"router/core", "router/runtime", "handlers", "connectors/support"}},
        {"connectors/passport_db", {"router/core", "router/runtime", "handlers", "connectors/support"}},
        {"portal", {"router/core", "router/runtime"}},
    };
    return all;
}

std::string room_of(const std::string& path) {
    std::string best;
    for (const auto& room : rooms())
        if (path.starts_with(room.folder + "/") && room.folder.size() > best.size()) best = room.folder;
    return best;
}

// Empty when `file` (a path from the checkout's root) may include `included`; the reason otherwise.
std::string violation(const std::string& file, const std::string& included) {
    const auto from = room_of(file);
    if (from.empty()) return {};
    const auto to = room_of(included);
    if (to == from) return {};
    if (to.empty()) return file + " includes " + included + ", which is the composition root or no room";
    for (const auto& room : rooms())
        if (room.folder == from && room.may_use.contains(to)) return {};
    return file + " (" + from + ") must not include " + included + " (" + to + ")";
}

std::vector<std::string> own_includes(const std::string& text) {
    static const std::regex pattern("(?:^|\n)[ \t]*#[ \t]*include[ \t]+\"([^\"]+/[^\"]+)\"");
    std::vector<std::string> all;
    for (std::sregex_iterator found(text.begin(), text.end(), pattern), end; found != end; ++found)
        all.push_back((*found)[1]);
    return all;
}

TEST(House, finds_a_planted_violation) {
    EXPECT_NE(violation("handlers/chat/answer.cpp", "connectors/dialogflow/dialogflow_sink.hpp"), "");
    EXPECT_NE(violation("queues/relay.cpp", "handlers/catalog/snapshot.hpp"), "");
    EXPECT_NE(violation("router/core/json.cpp", "router/runtime/wait.hpp"), "");
    EXPECT_NE(violation("portal/api/api.cpp", "router/cli/settings.hpp"), "");
    EXPECT_NE(violation("connectors/mail/mail_sink.cpp", "connectors/dialogflow/dialogflow_wire.hpp"), "");
    const auto planted = own_includes("#pragma once\n  #  include \"queues/relay.hpp\"\n");
    ASSERT_EQ(planted.size(), 1u);
    EXPECT_NE(violation("portal/server/listener.cpp", planted[0]), "");
}

TEST(House, allows_what_the_design_allows) {
    EXPECT_EQ(violation("handlers/chat/answer.cpp", "handlers/catalog/snapshot.hpp"), "");
    EXPECT_EQ(violation("connectors/dialogflow/a.cpp", "connectors/support/base64.hpp"), "");
    EXPECT_EQ(violation("router/cli/compose.cpp", "connectors/mail/mail_sink.hpp"), "");
}

TEST(House, no_include_goes_the_wrong_way) {
    const std::filesystem::path root = HUB_SOURCE_DIRECTORY;
    std::size_t files = 0;
    for (const char* top : {"router", "queues", "handlers", "connectors", "portal"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp") continue;
            ++files;
            std::ifstream stream(entry.path());
            const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
            const auto path = std::filesystem::relative(entry.path(), root).string();
            for (const auto& included : own_includes(text)) EXPECT_EQ(violation(path, included), "");
        }
    }
    EXPECT_GT(files, 20u) << "the walk found too few files to mean anything";
}

}  // namespace
}  // namespace hub::house
