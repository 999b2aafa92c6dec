#pragma once

#include <string>

#include "queues/delivery.hpp"

namespace hub::queues {

// A condition on hub.delivery, known to the statement as `delivery`, that holds for the rows in `state` and that
// PostgreSQL can answer from the index of their work list (migration 0019); for sent ones, of which there is none, it
// reads them all.
std::string is_in(State state, const std::string& delivery);

}  // namespace hub::queues
