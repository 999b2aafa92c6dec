#include "router/cli/settings_reader.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "router/core/closest_name.hpp"
#include "router/core/mail_address.hpp"

namespace hub::cli {
namespace {

const json::Document& empty_object() {
    static const json::Document document = json::Document::parse("{}").value();
    return document;
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

}  // namespace

SettingsReader::SettingsReader(json::Value object, std::string pointer, const Environment& environment,
                               std::vector<FieldProblem>& problems)
    : object_(object), pointer_(std::move(pointer)), environment_(environment), problems_(problems) {}

void SettingsReader::problem(const std::string& name, std::string sentence) {
    problems_.push_back({pointer_ + "/" + name, std::move(sentence)});
}

bool SettingsReader::has(const std::string& name) const { return object_.find(name).has_value(); }

std::optional<json::Value> SettingsReader::take(const std::string& name, bool required) {
    known_.push_back(name);
    const auto found = object_.find(name);
    if (!found && required) problem(name, "is required");
    return found;
}

std::string SettingsReader::text(const std::string& name, bool required) {
    const auto found = take(name, required);
    if (!found) return {};
    const auto string = found->as_string();
    if (!string) {
        problem(name, "must be a string");
        return {};
    }
    auto expanded = expand(std::string(*string), environment_);
    if (!expanded) {
        problem(name, expanded.error().detail);
        return {};
    }
    if (required && expanded->empty()) problem(name, "must not be empty");
    return *expanded;
}

int SettingsReader::integer(const std::string& name, int least, int most) {
    const auto found = object_.find(name);
    std::optional<int> number;
    if (found && found->is_number()) {
        known_.push_back(name);
        const auto whole = found->as_integer();
        if (whole && *whole >= least && *whole <= most) number = static_cast<int>(*whole);
    } else {
        const auto expanded = text(name);
        if (expanded.empty()) return least;
        number = whole_number(expanded);
    }
    if (!number || *number < least || *number > most) {
        problem(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return *number;
}

double SettingsReader::number(const std::string& name, double least, double most, double preset) {
    const auto found = take(name, false);
    if (!found) return preset;
    const auto number = found->as_number();
    if (number && *number >= least && *number <= most) return *number;
    std::ostringstream sentence;
    sentence << "must be a number from " << least << " to " << most;
    problem(name, sentence.str());
    return preset;
}

std::string SettingsReader::endpoint(const std::string& name) {
    auto value = text(name);
    if (value.empty()) return value;
    const auto colon = value.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : whole_number(std::string_view(value).substr(colon + 1));
    if (!port || *port < 1 || *port > 65535 || colon == 0) problem(name, "must be host:port");
    return value;
}

std::string SettingsReader::url(const std::string& name) {
    auto value = text(name);
    if (!value.empty() && !value.starts_with("http://") && !value.starts_with("https://"))
        problem(name, "must be an http:// or https:// URL");
    while (value.ends_with('/')) value.pop_back();
    return value;
}

std::string SettingsReader::one_of(const std::string& name, const std::vector<std::string>& allowed) {
    auto value = text(name);
    if (!value.empty() && std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        std::string list;
        for (const auto& each : allowed) list += (list.empty() ? "" : ", ") + each;
        problem(name, "must be one of " + list + did_you_mean(value, allowed));
    }
    return value;
}

std::vector<std::string> SettingsReader::texts(const std::string& name) {
    std::vector<std::string> all;
    const auto found = take(name, true);
    if (!found) return all;
    if (!found->is_array()) problem(name, "must be a list of strings");
    for (const auto& element : found->elements()) {
        if (const auto string = element.as_string()) all.emplace_back(*string);
        else problem(name + "/" + std::to_string(all.size()), "must be a string");
    }
    return all;
}

std::vector<std::string> SettingsReader::addresses(const std::string& name, std::size_t most) {
    auto all = texts(name);
    for (std::size_t index = 0; index < all.size(); ++index)
        if (!wire_address(all[index])) problem(name + "/" + std::to_string(index), "must be a mail address");
    if (all.size() > most) problem(name, "must be at most " + std::to_string(most) + " addresses");
    return all;
}

std::string SettingsReader::secret(const std::string& name, const std::string& directory, bool required) {
    const auto found = take(name, required);
    if (!found) return {};
    const auto file = found->string("secret");
    if (!file || file->empty() || found->size() != 1 || file->find('/') != std::string_view::npos) {
        problem(name, "must be {\"secret\": \"file name\"}: secrets are never written into this file");
        return {};
    }
    std::ifstream stream(directory + "/" + std::string(*file), std::ios::binary);
    if (!stream) {
        if (required) problem(name, "the secret file " + std::string(*file) + " cannot be read in " + directory);
        return {};
    }
    std::ostringstream content;
    content << stream.rdbuf();
    std::string value = content.str();
    while (value.ends_with('\n') || value.ends_with('\r')) value.pop_back();
    if (value.empty() && required) problem(name, "the secret file " + std::string(*file) + " is empty");
    return value;
}

SettingsReader SettingsReader::section(const std::string& name, bool required) {
    const auto found = take(name, required);
    if (found && !found->is_object()) problem(name, "must be an object");
    const auto object = found && found->is_object() ? *found : empty_object().root();
    return SettingsReader(object, pointer_ + "/" + name, environment_, problems_);
}

void SettingsReader::finish() {
    for (const auto& [name, value] : object_.members())
        if (std::find(known_.begin(), known_.end(), name) == known_.end())
            problem(std::string(name), "is not known" + did_you_mean(name, known_));
}

}  // namespace hub::cli
