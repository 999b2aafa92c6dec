#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {

// Collects what is wrong with an export.
class Problems {
public:
    void add(const std::string& file, const std::string& pointer, std::string problem) {
        fields_.push_back({file + "#" + pointer, std::move(problem)});
    }
    bool empty() const { return fields_.empty(); }
    Error to_error() const {
        return {ErrorKind::invalid, "local_agent.export_invalid", "the agent export has problems", {}, fields_};
    }

private:
    std::vector<FieldProblem> fields_;
};

// One parsed file of an export, with checked access: what is missing becomes the default, what is of the wrong type a
// problem.
class ExportFile {
public:
    // Reads directory/name; a file that is missing or no JSON is a problem and gives none.
    static std::optional<ExportFile> open(const std::string& directory, const std::string& name, Problems& problems);

    const std::string& name() const { return name_; }
    json::Value root() const { return document_.root(); }

    std::string text(const json::Value& object, std::string_view member, const std::string& pointer) const;
    std::string required_text(const json::Value& object, std::string_view member, const std::string& pointer) const;
    bool flag(const json::Value& object, std::string_view member, const std::string& pointer) const;
    int integer(const json::Value& object, std::string_view member, const std::string& pointer, int fallback) const;
    // The elements of an array member; none when it is missing.
    std::vector<json::Value> list(const json::Value& object, std::string_view member, const std::string& pointer) const;
    void problem(const std::string& pointer, std::string text) const { problems_->add(name_, pointer, std::move(text)); }

private:
    ExportFile(std::string name, json::Document document, Problems& problems)
        : name_(std::move(name)), document_(std::move(document)), problems_(&problems) {}

    std::string name_;
    json::Document document_;
    Problems* problems_;
};

// Names of the .json files of a folder of the export ("intents/benefit.nearby.json"), sorted; empty without the folder.
std::vector<std::string> json_files(const std::string& directory, const std::string& folder);

}  // namespace hub::local_agent
