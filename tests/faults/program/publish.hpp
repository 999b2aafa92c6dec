#pragma once

#include "router/core/change.hpp"

namespace hub::faults {

// `publish CONFIG NAME COUNT MOST TYPE...`: accepts COUNT messages, each a mail of the types in turn with one business
// row (table fault_request), in transactions of at most MOST. Each of these is a run of its own: "NAME.1" has the
// messages "NAME.1-1", "NAME.1-2" and so on, which are their mails' subjects. Prints "accepted" and how many once a
// transaction is committed, or the error's code and nothing more. Exit code 0 or 1.
int publish(int count, char** arguments);

// The same as a change that workers carry out over HTTP: "fault.accept" {"run", "count", "types"}; the reply is
// {"accepted": COUNT}.
Changes accepting();

}  // namespace hub::faults
