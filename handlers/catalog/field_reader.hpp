#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "router/core/error.hpp"
#include "router/core/json.hpp"

namespace hub::catalog {

// Reads the members of a message's data one by one and remembers every one that is wrong. The sentences are read by
// the people who use the API and the forms, so they are Japanese.
class FieldReader {
public:
    FieldReader(const json::Value& data, std::string code)
        : data_(data), problems_{ErrorKind::invalid, std::move(code), "入力に誤りがあります。"} {
        if (!data.is_object()) wrong("", "JSON のオブジェクトで指定してください。");
    }

    void wrong(std::string_view field, std::string problem) {
        problems_.fields.push_back({"/" + std::string(field), std::move(problem)});
    }

    // A string; empty when missing.
    std::string text(std::string_view field) {
        const auto found = present(field);
        if (!found) return {};
        if (const auto value = found->as_string()) return std::string(*value);
        wrong(field, "文字列で指定してください。");
        return {};
    }

    std::optional<double> number(std::string_view field, double least, double most) {
        const auto found = present(field);
        if (!found) return std::nullopt;
        const auto value = found->as_number();
        if (value && *value >= least && *value <= most) return value;
        wrong(field, readable(least) + "以上" + readable(most) + "以下の数で指定してください。");
        return std::nullopt;
    }

    std::optional<std::int64_t> integer(std::string_view field, std::int64_t least, std::int64_t most) {
        const auto found = present(field);
        if (!found) return std::nullopt;
        const auto value = found->as_integer();
        if (value && *value >= least && *value <= most) return value;
        wrong(field, std::to_string(least) + "以上" + std::to_string(most) + "以下の整数で指定してください。");
        return std::nullopt;
    }

    // The member unless it is missing or null.
    std::optional<json::Value> present(std::string_view field) const {
        const auto found = data_.find(field);
        return found && !found->is_null() ? found : std::nullopt;
    }

    bool ok() const { return problems_.fields.empty(); }
    const Error& problems() const { return problems_; }

private:
    static std::string readable(double number) { return std::to_string(static_cast<std::int64_t>(number)); }

    json::Value data_;
    Error problems_;
};

}  // namespace hub::catalog
