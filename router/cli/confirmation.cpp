#include "router/cli/confirmation.hpp"

#include <unistd.h>

#include <iostream>

namespace hub::cli {

Result<void> confirm(bool yes, const std::string& code, const std::string& what) {
    if (yes) return Result<void>::success();
    Error no{ErrorKind::conflict, code, "nothing was done: it was not confirmed"};
    if (isatty(STDIN_FILENO) == 0) {
        no.fields.push_back({"yes", "is required where nobody at a terminal can be asked"});
        return no;
    }
    std::cerr << what << "\nGo on? Type yes: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "yes") return no;
    return Result<void>::success();
}

}  // namespace hub::cli
