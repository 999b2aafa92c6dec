#include "portal/api/security_reader.hpp"

#include <utility>
#include <vector>

namespace hub::portal {
namespace {

constexpr char kSchemes[] = "/components/securitySchemes";

}  // namespace

void SecurityReader::read_schemes() {
    const auto schemes = root_.at_pointer(kSchemes);
    if (!schemes) return;
    for (const auto& [name, scheme] : schemes->members()) read_scheme(scheme, below(kSchemes, name));
}

void SecurityReader::read_scheme(const json::Value& value, const std::string& pointer) {
    const auto type = value.string("type").value_or("");
    if (type == "http") {
        problems_.refuse_unknown(value, pointer, {"type", "description", "scheme"});
        if (value.string("scheme").value_or("") != "bearer") problems_.add(below(pointer, "scheme"), "must be bearer");
        return;
    }
    if (type != "apiKey") return problems_.add(below(pointer, "type"), "must be apiKey or http");
    problems_.refuse_unknown(value, pointer, {"type", "description", "in", "name"});
    const auto place = value.string("in").value_or("");
    if (place != "cookie" && place != "header") problems_.add(below(pointer, "in"), "must be cookie or header");
    if (value.string("name").value_or("").empty()) problems_.add(below(pointer, "name"), "is missing");
}

void SecurityReader::check_requirements(const json::Value& operation, const std::string& pointer) {
    const auto security = operation.find("security");
    if (!security) return;
    const auto list = below(pointer, "security");
    const auto requirements = security->elements();
    if (requirements.empty()) problems_.add(list, "must be a list of at least one requirement");
    for (std::size_t index = 0; index < requirements.size(); ++index)
        check_requirement(requirements[index], below(list, std::to_string(index)));
}

void SecurityReader::check_requirement(const json::Value& value, const std::string& pointer) {
    for (const auto& [name, scopes] : value.members()) {
        if (!root_.at_pointer(below(kSchemes, name)))
            problems_.add(below(pointer, name), "is not among the security schemes");
        if (!scopes.is_array() || scopes.size() != 0) problems_.add(below(pointer, name), "must be []");
    }
}

}  // namespace hub::portal
