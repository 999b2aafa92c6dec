#pragma once

namespace hub::cli {

// Reads the command line, runs the command and returns the process's exit code.
int run_command_line(int argument_count, char** arguments);

}  // namespace hub::cli
