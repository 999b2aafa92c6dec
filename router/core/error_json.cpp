#include "router/core/error_json.hpp"

namespace hub {

void write_error(json::Writer& writer, const Error& error) {
    writer.key("error");
    writer.begin_object();
    writer.member("kind", to_string(error.kind));
    writer.member("code", error.code);
    writer.member("detail", error.detail);
    writer.key("fields");
    writer.begin_array();
    for (const auto& [field, problem] : error.fields) {
        writer.begin_object();
        writer.member("field", field);
        writer.member("problem", problem);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

}  // namespace hub
