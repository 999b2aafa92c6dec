#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "queues/delivery_rules.hpp"

namespace pqxx {
class transaction_base;
}

namespace hub::queues {

// Carries transitions out and records each as an event by `worker_name`; returns the ids of the rows that changed. What
// goes back to pending is due after its delay, or when it expires, if that is earlier: to be found out in time. Makes
// the deliveries to fallback connectors, for which there is none yet.
std::vector<std::int64_t> apply(pqxx::transaction_base& transaction, const std::vector<Transition>& transitions,
                                const std::string& worker_name);

}  // namespace hub::queues
