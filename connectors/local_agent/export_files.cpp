#include "connectors/local_agent/export_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace hub::local_agent {
namespace {

constexpr json::Limits kLimits{32, 16U * 1024 * 1024};

}  // namespace

std::optional<ExportFile> ExportFile::open(const std::string& directory, const std::string& name, Problems& problems) {
    std::ifstream stream(directory + "/" + name, std::ios::binary);
    if (!stream) {
        problems.add(name, "", "cannot be read");
        return std::nullopt;
    }
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    auto document = json::Document::parse(text, kLimits);
    if (!document) {
        problems.add(name, "", document.error().detail);
        return std::nullopt;
    }
    return ExportFile(name, std::move(*document), problems);
}

std::string ExportFile::text(const json::Value& object, std::string_view member, const std::string& pointer) const {
    const auto found = object.find(member);
    if (!found || found->is_null()) return {};
    if (const auto value = found->as_string()) return std::string(*value);
    problem(pointer + "/" + std::string(member), "must be a string");
    return {};
}

std::string ExportFile::required_text(const json::Value& object, std::string_view member,
                                      const std::string& pointer) const {
    const auto found = object.string(member);
    if (found && !found->empty()) return std::string(*found);
    problem(pointer + "/" + std::string(member), "is required and must be a non-empty string");
    return {};
}

bool ExportFile::flag(const json::Value& object, std::string_view member, const std::string& pointer) const {
    const auto found = object.find(member);
    if (!found || found->is_null()) return false;
    if (const auto value = found->as_boolean()) return *value;
    problem(pointer + "/" + std::string(member), "must be true or false");
    return false;
}

int ExportFile::integer(const json::Value& object, std::string_view member, const std::string& pointer,
                        int fallback) const {
    const auto found = object.find(member);
    if (!found || found->is_null()) return fallback;
    const auto value = found->as_integer();
    if (value && *value >= -1'000'000'000 && *value <= 1'000'000'000) return static_cast<int>(*value);
    problem(pointer + "/" + std::string(member), "must be an integer");
    return fallback;
}

std::vector<json::Value> ExportFile::list(const json::Value& object, std::string_view member,
                                          const std::string& pointer) const {
    const auto found = object.find(member);
    if (!found || found->is_null()) return {};
    if (found->is_array()) return found->elements();
    problem(pointer + "/" + std::string(member), "must be an array");
    return {};
}

std::vector<std::string> json_files(const std::string& directory, const std::string& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (std::filesystem::directory_iterator entry(directory + "/" + folder, ignored), end; entry != end;
         entry.increment(ignored))
        if (entry->path().extension() == ".json") names.push_back(folder + "/" + entry->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace hub::local_agent
