#include "router/core/json.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_set>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "router/core/json_fault.hpp"
#include "router/core/json_pointer.hpp"

namespace hub::json {
namespace {

using Native = rapidjson::Value;

const Native& native_of(const void* pointer) { return *static_cast<const Native*>(pointer); }

std::string_view text_of(const Native& value) { return {value.GetString(), value.GetStringLength()}; }

constexpr auto kNowhere = std::string_view::npos;

// Depth is checked on the text before parsing, so that the tree never holds a deeper one; strings are skipped. The
// bracket that opens too much, or kNowhere.
std::size_t find_too_deep(std::string_view text, std::size_t limit) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[index];
        if (in_string) {
            if (character == '\\') ++index;
            else if (character == '"') in_string = false;
        } else if (character == '"') {
            in_string = true;
        } else if (character == '[' || character == '{') {
            if (++depth > limit) return index;
        } else if (character == ']' || character == '}') {
            if (depth > 0) --depth;
        }
    }
    return kNowhere;
}

// Two parsers that disagree about which of two equal names counts are a way to smuggle values: refuse both. The name
// and the pointer of its member.
struct RepeatedName {
    std::string name;
    std::string pointer;
};

std::optional<RepeatedName> within(std::optional<RepeatedName> found, std::string_view token) {
    if (found) found->pointer = "/" + pointer_token(token) + found->pointer;
    return found;
}

std::optional<RepeatedName> repeated_name(const Native& value) {
    if (value.IsArray()) {
        for (rapidjson::SizeType index = 0; index < value.Size(); ++index)
            if (auto found = repeated_name(value[index])) return within(std::move(found), std::to_string(index));
    } else if (value.IsObject()) {
        std::unordered_set<std::string_view> names;
        for (const auto& member : value.GetObject()) {
            const auto name = text_of(member.name);
            if (!names.insert(name).second) return RepeatedName{std::string(name), "/" + pointer_token(name)};
            if (auto found = repeated_name(member.value)) return within(std::move(found), name);
        }
    }
    return std::nullopt;
}

// The parser takes an escaped low surrogate for a character when no high one stands before it, and makes bytes of it
// that are no UTF-8. `text` is otherwise valid JSON. Its escape, or kNowhere.
std::size_t find_lone_low_surrogate(std::string_view text) {
    constexpr std::size_t kEscape = 6;  // \\uXXXX
    for (auto at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
        const bool surrogate = text[at + 1] == 'u' && (text[at + 2] == 'd' || text[at + 2] == 'D');
        const char second = surrogate ? text[at + 3] : '0';
        if (std::string_view("cdefCDEF").find(second) != std::string_view::npos) return at;
        const bool high = std::string_view("89abAB").find(second) != std::string_view::npos;
        at += high ? 2 * kEscape : 2;
    }
    return kNowhere;
}

FaultKind kind_of(rapidjson::ParseErrorCode code) {
    switch (code) {
        case rapidjson::kParseErrorStringInvalidEncoding: return FaultKind::encoding;
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return FaultKind::surrogate;
        case rapidjson::kParseErrorNumberTooBig: return FaultKind::number;
        default: return FaultKind::grammar;
    }
}

std::string code_of(FaultKind kind) {
    if (kind == FaultKind::too_large) return "json.too_large";
    if (kind == FaultKind::too_deep) return "json.too_deep";
    return kind == FaultKind::repeated_name ? "json.duplicate_name" : "json.invalid";
}

Fault fault_at(std::string_view text, FaultKind kind, std::size_t offset, std::string detail) {
    return {kind, pointer_at(text, offset), offset, std::move(detail) + " (at byte " + std::to_string(offset) + ")"};
}

// Fills the tree; the first fault otherwise.
std::optional<Fault> read(std::string_view text, Limits limits, rapidjson::Document& tree) {
    if (text.size() > limits.bytes)
        return Fault{
            FaultKind::too_large, {}, 0, "the JSON text is longer than " + std::to_string(limits.bytes) + " bytes"};
    if (const auto at = find_too_deep(text, limits.depth); at != kNowhere)
        return fault_at(text, FaultKind::too_deep, at,
                        "the JSON text nests deeper than " + std::to_string(limits.depth));
    constexpr unsigned kFlags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
    tree.Parse<kFlags>(text.data(), text.size());
    if (tree.HasParseError())
        return fault_at(text, kind_of(tree.GetParseError()), tree.GetErrorOffset(),
                        rapidjson::GetParseError_En(tree.GetParseError()));
    if (const auto at = find_lone_low_surrogate(text); at != kNowhere)
        return fault_at(text, FaultKind::surrogate, at, "a low surrogate stands alone");
    if (auto twice = repeated_name(tree))
        return Fault{FaultKind::repeated_name, std::move(twice->pointer), 0,
                     "the name \"" + twice->name + "\" occurs twice in one object"};
    return std::nullopt;
}

}  // namespace

Kind Value::kind() const {
    switch (native_of(value_).GetType()) {
        case rapidjson::kNullType: return Kind::null;
        case rapidjson::kFalseType:
        case rapidjson::kTrueType: return Kind::boolean;
        case rapidjson::kObjectType: return Kind::object;
        case rapidjson::kArrayType: return Kind::array;
        case rapidjson::kStringType: return Kind::string;
        case rapidjson::kNumberType: return Kind::number;
    }
    return Kind::null;
}

std::optional<std::string_view> Value::as_string() const {
    const auto& value = native_of(value_);
    if (!value.IsString()) return std::nullopt;
    return text_of(value);
}

std::optional<double> Value::as_number() const {
    const auto& value = native_of(value_);
    if (!value.IsNumber()) return std::nullopt;
    return value.GetDouble();
}

std::optional<std::int64_t> Value::as_integer() const {
    const auto& value = native_of(value_);
    if (value.IsInt64()) return value.GetInt64();
    // 12.0 is the integer 12 in JSON: Dialogflow's Struct writes every number as a double.
    if (value.IsDouble() && std::abs(value.GetDouble()) < 9007199254740992.0 &&
        std::trunc(value.GetDouble()) == value.GetDouble())
        return static_cast<std::int64_t>(value.GetDouble());
    return std::nullopt;
}

std::optional<bool> Value::as_boolean() const {
    const auto& value = native_of(value_);
    if (!value.IsBool()) return std::nullopt;
    return value.GetBool();
}

std::optional<Value> Value::find(std::string_view name) const {
    const auto& value = native_of(value_);
    if (!value.IsObject()) return std::nullopt;
    for (auto member = value.MemberBegin(); member != value.MemberEnd(); ++member)
        if (text_of(member->name) == name) return Value(&member->value);
    return std::nullopt;
}

std::optional<Value> Value::at_pointer(std::string_view pointer) const {
    const rapidjson::Pointer path(pointer.data(), pointer.size());
    if (!path.IsValid()) return std::nullopt;
    const auto* found = path.Get(native_of(value_));
    if (found == nullptr) return std::nullopt;
    return Value(found);
}

std::optional<std::string_view> Value::string(std::string_view name) const {
    const auto found = find(name);
    return found ? found->as_string() : std::nullopt;
}

std::optional<double> Value::number(std::string_view name) const {
    const auto found = find(name);
    return found ? found->as_number() : std::nullopt;
}

std::optional<std::int64_t> Value::integer(std::string_view name) const {
    const auto found = find(name);
    return found ? found->as_integer() : std::nullopt;
}

std::optional<bool> Value::boolean(std::string_view name) const {
    const auto found = find(name);
    return found ? found->as_boolean() : std::nullopt;
}

std::vector<Value> Value::elements() const {
    std::vector<Value> all;
    const auto& value = native_of(value_);
    if (!value.IsArray()) return all;
    all.reserve(value.Size());
    for (const auto& element : value.GetArray()) all.emplace_back(&element);
    return all;
}

std::vector<std::pair<std::string_view, Value>> Value::members() const {
    std::vector<std::pair<std::string_view, Value>> all;
    const auto& value = native_of(value_);
    if (!value.IsObject()) return all;
    all.reserve(value.MemberCount());
    for (const auto& member : value.GetObject()) all.emplace_back(text_of(member.name), Value(&member.value));
    return all;
}

std::size_t Value::size() const {
    const auto& value = native_of(value_);
    if (value.IsArray()) return value.Size();
    return value.IsObject() ? value.MemberCount() : 0;
}

std::string Value::to_json() const {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    native_of(value_).Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

struct Document::State {
    rapidjson::Document tree;
};

Result<Document> Document::parse(std::string_view text, Limits limits) {
    auto state = std::make_shared<State>();
    auto fault = read(text, limits, state->tree);
    if (fault) return Error{ErrorKind::invalid, code_of(fault->kind), std::move(fault->detail)};
    return Document(std::move(state));
}

std::optional<Fault> find_fault(std::string_view text, Limits limits) {
    rapidjson::Document tree;
    return read(text, limits, tree);
}

Value Document::root() const { return Value(static_cast<const Native*>(&state_->tree)); }

struct Writer::State {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

Writer::Writer() : state_(std::make_unique<State>()) {}
Writer::~Writer() = default;

void Writer::begin_object() { state_->writer.StartObject(); }
void Writer::end_object() { state_->writer.EndObject(); }
void Writer::begin_array() { state_->writer.StartArray(); }
void Writer::end_array() { state_->writer.EndArray(); }
void Writer::key(std::string_view name) {
    state_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}
void Writer::value(std::string_view text) {
    state_->writer.String(text.data() ? text.data() : "", static_cast<rapidjson::SizeType>(text.size()));
}
void Writer::value(bool flag) { state_->writer.Bool(flag); }
void Writer::value(std::int64_t number) { state_->writer.Int64(number); }
void Writer::value(double number) {
    assert(std::isfinite(number));
    state_->writer.Double(number);
}
void Writer::null() { state_->writer.Null(); }
void Writer::raw(std::string_view json_text) {
    state_->writer.RawValue(json_text.data(), json_text.size(), rapidjson::kObjectType);
}

std::string Writer::take() {
    std::string text(state_->buffer.GetString(), state_->buffer.GetSize());
    state_ = std::make_unique<State>();
    return text;
}

std::string quote(std::string_view text) {
    Writer writer;
    writer.value(text);
    return writer.take();
}

}  // namespace hub::json
