#pragma once

#include "router/core/change.hpp"

namespace hub::faults {

// `publish CONFIG RUN COUNT TYPE...`: accepts COUNT messages "RUN-1" to "RUN-COUNT", each a mail with that subject, of
// the types in turn, in one transaction with one business row each (table fault_request). Prints "accepted COUNT" once
// they are committed, or the error's code. Exit code 0 or 1.
int publish(int count, char** arguments);

// The same as a change that workers carry out over HTTP: "fault.accept" {"run", "count", "types"}; the reply is
// {"accepted": COUNT}.
Changes accepting();

}  // namespace hub::faults
