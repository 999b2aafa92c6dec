#pragma once

#include <set>
#include <string>
#include <vector>

#include "queues/alarms/alarm.hpp"

namespace pqxx {
class transaction_base;
}

// What the rows say is not as it should be. Every query goes by an index that holds only what needs attention, and
// reads a bounded number of rows, however many messages wait. All throw what libpqxx throws.
namespace hub::queues {

struct FoundConditions {
    std::vector<Condition> conditions;
    std::set<AlarmKind> not_judged{};  // there was more than is looked at: what is not found may be there all the same
};

// Unknown and parked deliveries by connector, without those that an operator parked, or acknowledged as unknown or
// parked before. `mail_routes` are the routes of the alarms' own mails: those have a subject of their own and are not
// mailed about.
FoundConditions troubled_deliveries(pqxx::transaction_base& transaction, const std::vector<std::string>& mail_routes);

// Schedules whose time was missed or fired late, until they fire in time again or somebody acknowledges it; and those
// that nobody has decided about a minute after their grace has passed.
std::vector<Condition> missed_schedules(pqxx::transaction_base& transaction);

}  // namespace hub::queues
