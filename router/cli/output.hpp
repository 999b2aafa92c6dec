#pragma once

#include <string>

#include "router/core/error.hpp"

namespace hub::cli {

// What a command's process ends with.
enum ExitCode : int {
    kSuccess = 0,
    kFailed = 1,    // it was tried and did not work: a service is away, a check is not ok
    kInvalid = 2,   // the command line, the configuration or the input is wrong; nothing was done
    kPartly = 3,    // done, but some rows were refused
    kDifferent = 4  // compared, and the two are not the same
};

// How a command speaks: sentences for people, or with --json one JSON value on standard output.
struct Output {
    bool json = false;

    // Prints a line (or JSON text) to standard output.
    void line(const std::string& text) const;
    // Prints an error with all its fields to standard error, or as JSON to standard output; returns the exit code.
    int error(const Error& error) const;
};

}  // namespace hub::cli
