#pragma once

#include <string>
#include <vector>

#include "router/cli/settings.hpp"
#include "router/core/json.hpp"

namespace hub::cli {

// Reads members of one JSON object, remembers every problem with its pointer and, at the end, every member that
// nobody asked for.
class SettingsReader {
public:
    SettingsReader(json::Value object, std::string pointer, const Environment& environment,
                   std::vector<FieldProblem>& problems);

    std::string text(const std::string& name, bool required = true);
    // A number, or a string that expands to one.
    int integer(const std::string& name, int least, int most);
    // A number within bounds; `preset` when the member is missing.
    double number(const std::string& name, double least, double most, double preset);
    // host:port with a port of 1 to 65535.
    std::string endpoint(const std::string& name);
    // An http(s) URL without a trailing slash.
    std::string url(const std::string& name);
    std::string one_of(const std::string& name, const std::vector<std::string>& allowed);
    std::vector<std::string> texts(const std::string& name);
    // A list of at most `most` mail addresses.
    std::vector<std::string> addresses(const std::string& name, std::size_t most);
    // {"secret": "file name"}: the file's content without trailing newline; empty and a problem when it is unreadable
    // and required.
    std::string secret(const std::string& name, const std::string& directory, bool required = true);
    // A sub-object; an empty one (with a problem noted when required) if it is missing.
    SettingsReader section(const std::string& name, bool required = true);
    bool has(const std::string& name) const;
    // Notes what is wrong with a member that was read and looked at more closely.
    void refuse(const std::string& name, std::string sentence) { problem(name, std::move(sentence)); }
    // Notes every member not read so far as unknown, with a suggestion.
    void finish();

    // Notes what is wrong with a member.
    void problem(const std::string& name, std::string sentence);

private:
    std::optional<json::Value> take(const std::string& name, bool required);

    json::Value object_;
    std::string pointer_;
    const Environment& environment_;
    std::vector<FieldProblem>& problems_;
    std::vector<std::string> known_;
};

}  // namespace hub::cli
