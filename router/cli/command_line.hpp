#pragma once

#include "router/core/change.hpp"

namespace hub::cli {

// Reads the command line, runs the command and returns the process's exit code. Workers carry out `changes` beside the
// hub's own: a program built around the hub, such as that of the fault tests, may bring some.
int run_command_line(int argument_count, char** arguments, Changes changes = {});

}  // namespace hub::cli
