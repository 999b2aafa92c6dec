#include "connectors/passport_db/counters.hpp"

#include <cassert>

#include <pqxx/pqxx>

#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

const char* statement_of(Counter counter) {
    switch (counter) {
        case Counter::users:
            return "UPDATE users_counter SET last_id = last_id + $1, updated_at = now() RETURNING last_id";
        case Counter::shop:
            return "UPDATE shop_counter SET last_id = last_id + $1, updated_at = now() RETURNING last_id";
        case Counter::owner:
            return "UPDATE owner_counter SET last_id = last_id + $1, updated_at = now() RETURNING last_id";
        case Counter::event:
            return "UPDATE event_counter SET last_id = last_id + $1, updated_at = now() RETURNING last_id";
        case Counter::faminavi:
            return "UPDATE faminavi_counter SET last_id = last_id + $1, updated_at = now() RETURNING last_id";
    }
    return "";
}

}  // namespace

std::int64_t take_ids(UnitOfWork& unit_of_work, Counter counter, std::int64_t count) {
    assert(count >= 1);
    const auto row = runtime::native(unit_of_work).exec_params1(statement_of(counter), count);
    return row[0].as<std::int64_t>() - count + 1;
}

}  // namespace hub::passport_db
