#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

// Structured log lines: one JSON object a line on standard error. Never pass secrets, message texts or personal data.
namespace hub::log {

enum class Level { debug, info, warning, error };

struct Field {
    Field(std::string_view field_name, std::string_view text) : name(field_name), value(text) {}
    Field(std::string_view field_name, const char* text) : name(field_name), value(text) {}
    Field(std::string_view field_name, const std::string& text) : name(field_name), value(text) {}
    Field(std::string_view field_name, std::int64_t number) : name(field_name), value(std::to_string(number)) {}
    Field(std::string_view field_name, int number) : name(field_name), value(std::to_string(number)) {}
    Field(std::string_view field_name, std::size_t number) : name(field_name), value(std::to_string(number)) {}
    std::string name;
    std::string value;
};

// Sets the least level that is written and a name put on every line ("worker-1"). Call before threads start.
void configure(Level least, std::string process_name);

// Lets standard error, and with it every further line of this process, go to the end of this file, which is made when
// it is not there; called again after the file was renamed, to one of that name. Each line goes whole to one or the
// other. False, and all stays as it was, when the file cannot be opened.
bool reopen(const std::string& path);

// `event` is a stable dotted name ("worker.started"); the fields say the rest. Safe from any thread; never blocks on
// a slow reader longer than a write to standard error, never throws.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::debug, event, fields); }
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::info, event, fields); }
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::warning, event, fields); }
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::error, event, fields); }

}  // namespace hub::log
