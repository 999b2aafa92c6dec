// The hub with failpoints, and one command more than the product has.
#include <signal.h>

#include <string_view>

#include "router/cli/command_line.hpp"
#include "tests/faults/program/publish.hpp"

int main(int argument_count, char** arguments) {
    signal(SIGPIPE, SIG_IGN);
    if (argument_count > 1 && std::string_view(arguments[1]) == "publish")
        return hub::faults::publish(argument_count - 2, arguments + 2);
    return hub::cli::run_command_line(argument_count, arguments, hub::faults::accepting());
}
