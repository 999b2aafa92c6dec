#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "router/core/result.hpp"

// The only way the hub reads and writes JSON (RFC 8259): a checked façade over RapidJSON, whose own getters are
// undefined behaviour on the wrong type.
namespace hub::json {

enum class Kind { null, boolean, number, string, array, object };

// What a parser of untrusted text accepts.
struct Limits {
    std::size_t depth = 64;            // nesting of arrays and objects
    std::size_t bytes = 1024 * 1024;   // length of the text
};

// A read-only view of one value; cheap to copy; valid while its Document (or a copy of it) lives.
class Value {
public:
    Kind kind() const;
    bool is_null() const { return kind() == Kind::null; }
    bool is_object() const { return kind() == Kind::object; }
    bool is_array() const { return kind() == Kind::array; }
    bool is_string() const { return kind() == Kind::string; }
    bool is_number() const { return kind() == Kind::number; }

    // Empty when the value is of another kind (as_integer also when it is not a whole number of 64 bits).
    std::optional<std::string_view> as_string() const;
    std::optional<double> as_number() const;
    std::optional<std::int64_t> as_integer() const;
    std::optional<bool> as_boolean() const;

    // The member of an object; empty when this is not an object or has no such member. Of equal names the first.
    std::optional<Value> find(std::string_view name) const;
    // The value a JSON pointer (RFC 6901) names.
    std::optional<Value> at_pointer(std::string_view pointer) const;

    // Shorthand for find() and as_...: empty when missing or of another kind.
    std::optional<std::string_view> string(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::optional<bool> boolean(std::string_view name) const;

    // Elements of an array, members of an object, in order; empty for other kinds.
    std::vector<Value> elements() const;
    std::vector<std::pair<std::string_view, Value>> members() const;
    std::size_t size() const;

    // Compact text of this value.
    std::string to_json() const;

    // For the façade itself and for openapi validation inside router/core only.
    const void* native() const { return value_; }
    explicit Value(const void* native) : value_(native) {}

private:
    const void* value_;
};

// Parsed text; copies share it.
class Document {
public:
    // Strict RFC 8259 with valid UTF-8, no duplicate names, nothing after the value; kind `invalid`, code
    // "json.invalid", "json.too_deep", "json.too_large" or "json.duplicate_name" otherwise.
    static Result<Document> parse(std::string_view text, Limits limits = {});

    Value root() const;

private:
    struct State;
    explicit Document(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

// Writes compact JSON. Misuse (a value where a key is due) is a bug and asserts. Numbers must be finite.
class Writer {
public:
    Writer();
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(const std::string& text) { value(std::string_view(text)); }
    void value(bool flag);
    void value(std::int64_t number);
    void value(int number) { value(static_cast<std::int64_t>(number)); }
    void value(std::size_t number) { value(static_cast<std::int64_t>(number)); }
    void value(double number);
    void null();
    // Text that is known to be one valid JSON value.
    void raw(std::string_view json_text);

    template <typename Anything>
    void member(std::string_view name, const Anything& anything) {
        key(name);
        value(anything);
    }

    // The text so far; the writer is empty afterwards.
    std::string take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// `text` as a quoted and escaped JSON string.
std::string quote(std::string_view text);

}  // namespace hub::json
