#pragma once

#include <cstdint>

#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// The tables users_counter, shop_counter, owner_counter, event_counter, faminavi_counter.
enum class Counter { users, shop, owner, event, faminavi };

// Numbers `count` (>= 1) new things and returns the first of their consecutive ids. The counter's row stays locked
// until the transaction ends, so ids have no gaps and nobody gets one twice; what is rolled back is numbered again.
// Take ids before locking anything else. Throws what libpqxx throws.
std::int64_t take_ids(UnitOfWork& unit_of_work, Counter counter, std::int64_t count = 1);

}  // namespace hub::passport_db
