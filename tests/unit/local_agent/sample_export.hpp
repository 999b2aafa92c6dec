#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace hub::local_agent {

// A small agent export in a directory of its own, removed at the end. Tests change files of it.
class SampleExport {
public:
    SampleExport() : root_(std::filesystem::temp_directory_path() / ("agent_export_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(root_);
        put("agent.json", R"({"language":"ja","mlMinConfidence":0.3})");
        put("entities/color.json", R"({"name":"color","isEnum":false,"isRegexp":false})");
        put("entities/color_entries_ja.json", R"([{"value":"赤色","synonyms":["赤色","赤","レッド"]},{"value":"青色","synonyms":["青"]}])");
        put("intents/paint.json", R"({"name":"paint","webhookUsed":true,"priority":500000,"responses":[{"action":"do.paint",
            "affectedContexts":[{"name":"Painted","lifespan":2}],
            "parameters":[{"name":"thing","dataType":"@sys.any","value":"$thing"},
                          {"name":"color","dataType":"@color","value":"$color","isList":true}],
            "messages":[{"type":0,"speech":["$thing を $color に塗れませんでした","塗れませんでした"]}]}]})");
        put("intents/paint_usersays_ja.json", R"([{"data":[{"text":"壁","meta":"@sys.any","alias":"thing"},{"text":"を"},
            {"text":"赤","meta":"@color","alias":"color"},{"text":"に塗って"}]}])");
        put("intents/more.json", R"({"name":"more","contexts":["painted"],"responses":[{"action":"do.more","parameters":[],
            "affectedContexts":[{"name":"painted","lifespan":0}],"messages":[{"type":"0","speech":"もっと塗ります"}]}]})");
        put("intents/more_usersays_ja.json", R"([{"data":[{"text":"もっと"}]}])");
        put("intents/unknown.json", R"({"name":"unknown","fallbackIntent":true,"responses":[{"action":"input.unknown",
            "messages":[{"type":"0","speech":["分かりません"]},{"type":"0","platform":"LINE","speech":["LINE"]},
            {"type":4,"payload":{"richContent":[[{"type":"chips","options":[{"text":"壁を赤に塗って"}]},
             {"type":"button","text":"悪い","link":"javascript:alert"},{"type":"button","text":"よい","link":"https://example.jp/"}]]}}]}]})");
        put("intents/unknown_usersays_ja.json", R"([{"data":[{"text":"壁を壊して"}]}])");
    }
    ~SampleExport() { std::filesystem::remove_all(root_); }
    SampleExport(const SampleExport&) = delete;
    SampleExport& operator=(const SampleExport&) = delete;

    void put(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    void remove(const std::string& name) const { std::filesystem::remove(root_ / name); }
    std::string path() const { return root_.string(); }

private:
    std::filesystem::path root_;
};

}  // namespace hub::local_agent
