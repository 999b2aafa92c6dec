#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "router/core/result.hpp"

namespace hub::portal {

// The words of one language: a flat catalogue of key and plain text. Immutable.
class Texts {
public:
    // Reads a JSON object of strings; `invalid` "pages.texts" names what is wrong.
    static Result<Texts> load(const std::string& file);

    // The text of a key; a key that does not exist is a bug: it is logged and shown as itself.
    std::string get(std::string_view key) const;
    // The same with every {name} replaced by its value.
    std::string format(std::string_view key,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;
    bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

    const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace hub::portal
