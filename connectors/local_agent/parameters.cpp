#include "connectors/local_agent/parameters.hpp"

#include <algorithm>
#include <set>

#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

constexpr std::string_view kOriginal = ".original";

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'; }

bool is_name_byte(char byte) { return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.'; }

// The length of the reference that stands at the beginning: $parameter or #context.parameter; 0 when there is none, as
// in #8000 and $100.
std::size_t reference_length(std::string_view text) {
    if (text.size() < 2 || (text[0] != '$' && text[0] != '#') || !is_letter(text[1])) return 0;
    std::size_t length = 1;
    while (length < text.size() && is_name_byte(text[length])) ++length;
    while (text[length - 1] == '.') --length;  // the full stop behind a reference
    return text[0] == '#' && text.substr(0, length).find('.') == text.npos ? 0 : length;
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : "、") + value;
    return text;
}

// What people read of a value: a name without its quotes.
std::string sayable(const std::string& value) {
    const auto document = json::Document::parse(value);
    const auto text = document ? document->root().as_string() : std::nullopt;
    return text ? std::string(*text) : value;
}

// `values` are JSON.
void write_value(json::Writer& writer, const Parameter& parameter, const std::vector<std::string>& values) {
    if (!parameter.is_list) return writer.raw(values.empty() ? R"("")" : values.front());
    writer.begin_array();
    for (const auto& value : values) writer.raw(value);
    writer.end_array();
}

std::vector<std::string> quoted(const std::vector<std::string>& texts) {
    std::vector<std::string> values;
    for (const auto& text : texts) values.push_back(json::quote(text));
    return values;
}

}  // namespace

Parameters::Parameters(const Intent& intent, const std::vector<SlotValue>& found,
                       const std::vector<chat::AgentContext>& contexts)
    : contexts_(contexts) {
    for (const auto& parameter : intent.parameters) {
        Value value{&parameter, {}, {}};
        for (const auto& slot : found) {
            if (slot.parameter != parameter.name) continue;
            if (!parameter.is_list && !value.values.empty()) continue;
            if (std::find(value.values.begin(), value.values.end(), slot.value) != value.values.end()) continue;
            value.values.push_back(slot.value);
            value.written.push_back(slot.written);
        }
        values_.push_back(std::move(value));
    }
    for (auto& value : values_) {
        const auto& expression = value.parameter->value;
        if (!expression.empty() && expression != "$" + value.parameter->name) {
            const bool refers = expression.starts_with("$") || expression.starts_with("#");
            const auto text = refers ? look_up(expression) : expression;
            value.values = text.empty() ? std::vector<std::string>{} : std::vector{json::quote(text)};
        }
        if (value.values.empty() && !value.parameter->default_value.empty())
            value.values.push_back(json::quote(value.parameter->default_value));
    }
}

void Parameters::write_members(json::Writer& writer, bool with_originals) const {
    for (const auto& value : values_) {
        writer.key(value.parameter->name);
        write_value(writer, *value.parameter, value.values);
        if (!with_originals) continue;
        writer.key(value.parameter->name + std::string(kOriginal));
        write_value(writer, *value.parameter, quoted(value.written));
    }
}

std::string Parameters::to_json() const {
    json::Writer writer;
    writer.begin_object();
    write_members(writer, false);
    writer.end_object();
    return writer.take();
}

std::string Parameters::merged_into(const std::string& earlier) const {
    std::set<std::string, std::less<>> own;
    for (const auto& value : values_) {
        own.insert(value.parameter->name);
        own.insert(value.parameter->name + std::string(kOriginal));
    }
    json::Writer writer;
    writer.begin_object();
    if (const auto document = json::Document::parse(earlier))
        for (const auto& [name, value] : document->root().members()) {
            if (own.contains(name)) continue;
            writer.key(name);
            writer.raw(value.to_json());
        }
    write_members(writer, true);
    writer.end_object();
    return writer.take();
}

const Parameter* Parameters::missing() const {
    for (const auto& value : values_)
        if (value.parameter->required && value.values.empty()) return value.parameter;
    return nullptr;
}

std::string Parameters::look_up(std::string_view reference) const {
    const bool from_context = reference.front() == '#';
    auto name = reference.substr(1);
    if (from_context) {
        const auto dot = name.find('.');
        const auto* context = chat::find_context(contexts_, name.substr(0, dot));
        if (context == nullptr) return {};
        const auto document = json::Document::parse(context->parameters);
        if (!document) return {};
        const auto value = document->root().find(name.substr(dot + 1));
        if (!value || value->is_null()) return {};
        const auto text = value->as_string();
        return text ? std::string(*text) : value->to_json();
    }
    const bool original = name.ends_with(kOriginal);
    if (original) name.remove_suffix(kOriginal.size());
    for (const auto& value : values_)
        if (value.parameter->name == name) {
            if (original) return joined(value.written);
            std::vector<std::string> texts;
            for (const auto& one : value.values) texts.push_back(sayable(one));
            return joined(texts);
        }
    return {};
}

std::optional<std::string> Parameters::filled(const std::string& text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = reference_length(std::string_view(text).substr(at));
        if (length == 0) {
            result += text[at++];
            continue;
        }
        const auto value = look_up(std::string_view(text).substr(at, length));
        if (value.empty()) return std::nullopt;
        result += value;
        at += length;
    }
    return result;
}

}  // namespace hub::local_agent
