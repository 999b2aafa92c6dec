#pragma once

#include <optional>
#include <string>

#include "router/core/clock.hpp"
#include "router/core/handler.hpp"

namespace hub::portal {

// Asks for a change under the key that its caller named it by; without one as Router::ask(). While another request with
// this key is being carried out, asks again, for 5 s at most. Errors: those of the handler, conflict kKeyInUse, invalid
// kKeyReused (see router/core/kept_answers.hpp). References must outlive the wait.
boost::asio::awaitable<Result<SharedText>> ask_once(Router& router, const Clock& clock, Message message,
                                                    std::optional<std::string> key, Deadline deadline);

}  // namespace hub::portal
