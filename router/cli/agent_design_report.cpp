#include "router/cli/agent_design_report.hpp"

#include <algorithm>

#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using dialogflow::design::Change;
using dialogflow::design::Difference;

std::size_t count_of(const std::vector<Difference>& differences, Change change) {
    return static_cast<std::size_t>(
        std::count_if(differences.begin(), differences.end(),
                      [change](const Difference& difference) { return difference.change == change; }));
}

const char* sign_of(Change change) {
    switch (change) {
        case Change::added: return "+ ";
        case Change::removed: return "- ";
        default: return "~ ";
    }
}

const char* name_of(Change change) {
    switch (change) {
        case Change::added: return "added";
        case Change::removed: return "removed";
        default: return "changed";
    }
}

}  // namespace

std::string to_text(const std::vector<Difference>& differences, std::size_t most) {
    if (differences.empty()) return "The export and the agent in Dialogflow are the same.";
    std::string text;
    for (std::size_t index = 0; index < std::min(most, differences.size()); ++index) {
        const auto& [change, part] = differences[index];
        text += sign_of(change) + part.kind + " " + part.owner + (part.what.empty() ? "" : ": " + part.what) + "\n";
    }
    if (differences.size() > most) text += "... and " + std::to_string(differences.size() - most) + " more\n";
    return text + std::to_string(count_of(differences, Change::added)) + " only in the export (+), " +
           std::to_string(count_of(differences, Change::removed)) + " only in Dialogflow (-), " +
           std::to_string(count_of(differences, Change::changed)) + " different (~)";
}

std::string to_json(const std::vector<Difference>& differences) {
    json::Writer writer;
    writer.begin_object();
    writer.member("same", differences.empty());
    for (const auto change : {Change::added, Change::removed, Change::changed})
        writer.member(name_of(change), count_of(differences, change));
    writer.key("differences");
    writer.begin_array();
    for (const auto& [change, part] : differences) {
        writer.begin_object();
        writer.member("change", name_of(change));
        writer.member("kind", part.kind);
        writer.member("owner", part.owner);
        writer.member("what", part.what);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

}  // namespace hub::cli
