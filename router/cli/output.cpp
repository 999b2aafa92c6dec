#include "router/cli/output.hpp"

#include <iostream>

#include "router/core/error_json.hpp"

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
    write_error(writer, error);
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
