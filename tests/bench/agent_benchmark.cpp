// What one turn of the local agent costs with 50,000 names of places and shops, and what a new catalog costs.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/export_reader.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kNames = 50'000;
constexpr std::chrono::sys_days kSomeDay{std::chrono::year(2026) / 11 / 22};

std::string random_name(std::mt19937& random) {
    static const std::vector<std::string> kParts{
        "東", "西", "南", "北", "新", "中", "大", "小",     "川",   "山",     "田",       "島",       "橋",
        "町", "森", "松", "原", "野", "池", "谷", "カフェ", "パン", "キッズ", "こもれび", "ひだまり", "みどり"};
    std::string name;
    for (auto count = 2 + random() % 4; count > 0; --count) name += kParts[random() % kParts.size()];
    return name;
}

std::vector<Entity> names() {
    std::mt19937 random(11);
    Entity places{"place", {}, true};
    Entity shops{"shop", {}, true};
    for (std::size_t count = 0; count < kNames; ++count) {
        auto& entity = count % 2 == 0 ? places : shops;
        const auto name = random_name(random) + std::to_string(count % 97);
        entity.entries.push_back({name, {name, name + (count % 2 == 0 ? "駅" : "本店")}});
    }
    return {std::move(places), std::move(shops)};
}

AgentDefinition definition() {
    auto read = read_export(std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent");
    if (!read) throw std::runtime_error(read.error().detail);
    return std::move(*read);
}

const Agent& agent() {
    static const Agent* const instance = new Agent(std::make_shared<const TrainedAgent>(definition()), names());
    return *instance;
}

// Every phrase of the export, and as many that run over the longest text there may be.
std::vector<std::string> sentences() {
    std::vector<std::string> all;
    std::string joined;
    const auto& known = agent().trained()->definition();
    for (const auto& intent : known.intents)
        for (const auto& phrase : intent.phrases) {
            std::string text;
            for (const auto& part : phrase) text += part.text;
            joined += text + "。";
            all.push_back(text);
        }
    const auto single = all.size();
    for (std::size_t at = 0, count = 0; count < single / 4 && at < joined.size(); ++count) {
        auto end = std::min(joined.size(), at + 256 * 3);  // 256 letters of three bytes
        while (end < joined.size() && (static_cast<unsigned char>(joined[end]) & 0xC0U) == 0x80U) --end;
        all.push_back(joined.substr(at, end - at));
        at = end;
    }
    return all;
}

double processor_time() {  // of this thread, in microseconds
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void turn(benchmark::State& state) {
    const auto all = sentences();
    const std::vector<chat::AgentContext> contexts{{"nearby", 5, R"({"place":"梅田駅","genre":"飲食業"})"}};
    std::vector<double> micros;  // of the processor: what else the machine does is not the agent's
    std::size_t next = 0;
    for (auto _ : state) {
        const auto begin = processor_time();
        benchmark::DoNotOptimize(agent().answer(all[next++ % all.size()], contexts, kSomeDay));
        micros.push_back(processor_time() - begin);
    }
    std::sort(micros.begin(), micros.end());
    state.counters["p50_us"] = micros[micros.size() / 2];
    state.counters["p99_us"] = micros[micros.size() * 99 / 100];
    state.counters["max_us"] = micros.back();
    state.counters["words"] = static_cast<double>(agent().words());
}

void new_catalog(benchmark::State& state) {
    const auto entities = names();
    for (auto _ : state) benchmark::DoNotOptimize(std::make_unique<Agent>(agent().trained(), entities));
}

void training(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(std::make_unique<TrainedAgent>(definition()));
}

BENCHMARK(turn)->MinTime(3);
BENCHMARK(new_catalog)->Unit(benchmark::kMillisecond);
BENCHMARK(training)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hub::local_agent

BENCHMARK_MAIN();
