#include <signal.h>

#include "router/cli/command_line.hpp"

int main(int argument_count, char** arguments) {
    // A peer that closes early must be an error of one write, never the end of the process.
    signal(SIGPIPE, SIG_IGN);
    return hub::cli::run_command_line(argument_count, arguments);
}
