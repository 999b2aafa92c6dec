#pragma once

#include "queues/sealed_members.hpp"
#include "router/core/change.hpp"

namespace hub::queues {

// What operators do to deliveries over HTTP (config/operations_openapi.json), by the same rules as the command line:
//
//   messages.park, messages.drop, messages.replay   {"id", "by", "reason", "dry_run"?, "per_second"?, "data"?}
//   messages.replay_many   {"by", "reason", "filter", "dry_run"?, "per_second"?, "limit"?, "after"?}: at most `limit`
//                          deliveries in this transaction; the reply's "next" is the `after` of the next part
//
// Addresses in "data" are sealed by `seal`. Errors as change_named(); invalid naming each wrong member by its JSON
// pointer.
Changes message_changes(AddressSealer seal);

}  // namespace hub::queues
