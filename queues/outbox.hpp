#pragma once

#include <memory>

#include "queues/route_book.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

// Gives runtime::Database what it needs to make published messages true with the commit: one row of hub.message and one
// of hub.delivery per queued route that takes the type, in batches, and a notification that wakes the relays.
// A message (source, id) that is there already is left as it is. One that no route takes is stored all the same,
// counted in hub_outbox_unrouted_total and logged. Error `invalid` when a message's extensions say nonsense about its
// times (see delivery_times.hpp); throws what libpqxx throws. The transaction then fails as a whole.
runtime::OutboxWriter make_outbox_writer(std::shared_ptr<const RouteBook> routes);

// The channel of that notification.
constexpr const char* kOutboxChannel = "hub_outbox";

}  // namespace hub::queues
