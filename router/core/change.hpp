#pragma once

#include <functional>
#include <map>
#include <string>

#include "router/core/message.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub {

// A rule for one message type that changes data: runs on a database thread, in a transaction that whoever called it
// commits together with the answer. Returns the reply (JSON), which is only given once that has happened. After an
// error nothing of it stays.
using Change = std::function<Result<std::string>(UnitOfWork&, const Message&)>;

// By message type.
using Changes = std::map<std::string, Change, std::less<>>;

}  // namespace hub
