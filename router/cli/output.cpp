#include "router/cli/output.hpp"

#include <iostream>

#include "router/core/json.hpp"

namespace hub::cli {
namespace {

int exit_code_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::invalid:
        case ErrorKind::not_found:
        case ErrorKind::conflict: return kInvalid;
        default: return kFailed;
    }
}

std::string error_json(const Error& error) {
    json::Writer writer;
    writer.begin_object();
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
    writer.end_object();
    return writer.take();
}

}  // namespace

void Output::line(const std::string& text) const { std::cout << text << '\n'; }

int Output::error(const Error& error) const {
    if (json) {
        std::cout << error_json(error) << '\n';
    } else {
        std::cerr << "passport-hub: " << error.detail << " [" << error.code << "]\n";
        for (const auto& [field, problem] : error.fields) std::cerr << "  " << field << ": " << problem << '\n';
    }
    return exit_code_of(error);
}

}  // namespace hub::cli
