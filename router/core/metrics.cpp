#include "router/core/metrics.hpp"

#include <map>
#include <mutex>

namespace hub::metrics {
namespace {

constexpr std::size_t kMostNumbers = 2000;

struct Registry {
    std::mutex mutex;
    std::map<std::pair<std::string, std::string>, Number> numbers;
    Number overflow{0};
};

Registry& registry() {
    static Registry all;
    return all;
}

}  // namespace

Number& number(std::string_view name, std::string_view labels) {
    auto& all = registry();
    const std::lock_guard lock(all.mutex);
    std::pair<std::string, std::string> key{name, labels};
    const auto found = all.numbers.find(key);
    if (found != all.numbers.end()) return found->second;
    if (all.numbers.size() >= kMostNumbers) return all.overflow;
    return all.numbers[std::move(key)];
}

std::string to_text() {
    auto& all = registry();
    const std::lock_guard lock(all.mutex);
    std::string text;
    std::string_view previous;
    for (const auto& [key, value] : all.numbers) {
        const auto& [name, labels] = key;
        if (name != previous) {
            const bool counter = name.size() > 6 && name.ends_with("_total");
            text += "# TYPE " + name + (counter ? " counter\n" : " gauge\n");
            previous = name;
        }
        text += name;
        if (!labels.empty()) text += "{" + labels + "}";
        text += " " + std::to_string(value.load()) + "\n";
    }
    return text;
}

}  // namespace hub::metrics
