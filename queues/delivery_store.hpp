#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queues/delivery.hpp"
#include "queues/delivery_rules.hpp"
#include "router/core/message.hpp"

namespace pqxx {
class transaction_base;
}

// The statements of the delivery machinery on hub.delivery and, joined by its id, hub.delivery_instruction. Every one
// works on a batch, in the caller's transaction, and changes only rows that are still as expected. All throw what
// libpqxx throws.
namespace hub::queues {

// A due row that was claimed for publishing.
struct DueDelivery {
    std::int64_t id = 0;
    int epoch = 0;
    int crashes = 0;
    std::string route;
    std::string connector;
    bool expired = false;
    bool fresh = false;  // due for the first time: it has not waited for anything yet
    int attempts = 0;
};

// Claims up to `limit` due rows of a lane, longest due first, by marking them published; rows that another relay is
// claiming are passed over. Commit once they are in the stream.
std::vector<DueDelivery> claim_due(pqxx::transaction_base& transaction, Lane lane, std::int64_t limit);

// Takes the mark off again, whatever the state of the stream.
void unpublish(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids);

// A claimed row that is to come back later.
struct Postponed {
    std::int64_t id = 0;
    std::chrono::milliseconds wait{0};
};

// Takes the mark off again and lets them wait; what expires before that comes back when it does.
void postpone(pqxx::transaction_base& transaction, const std::vector<Postponed>& rows);

// A delivery this worker now holds, with its message.
struct LeasedDelivery {
    DeliveryView view;
    std::string route;
    std::string connector;
    std::string idempotency_key;
    Message message;
    std::optional<std::chrono::milliseconds> left;  // until it expires, at the time of the lease; empty: it never does
};

// pending -> leased for those tickets whose row is still as the ticket says. The commit has to reach the disk before the
// lease is used: were it forgotten, the row's next lease would have the same epoch, and what is still said about this one
// would be taken for it.
std::vector<LeasedDelivery> lease(pqxx::transaction_base& transaction, const std::vector<Ticket>& tickets,
                                  std::int64_t worker);

// A row in leased or sending, as the takeover sees it.
struct HeldDelivery {
    DeliveryView view;
    std::string route;
    std::chrono::milliseconds sending_for{0};
    bool expired = false;
};

// The numbers of all workers that hold rows.
std::vector<std::int64_t> holders(pqxx::transaction_base& transaction);
// Up to `limit` rows a worker holds, locked; rows somebody else has locked are passed over.
std::vector<HeldDelivery> held_by(pqxx::transaction_base& transaction, std::int64_t worker, std::size_t limit);

// Pending rows of a lane that were published at least `age` ago.
std::vector<Ticket> published(pqxx::transaction_base& transaction, Lane lane, std::chrono::milliseconds age,
                              std::size_t limit);
std::size_t published_count(pqxx::transaction_base& transaction, Lane lane);
// Takes the published mark off rows that are still pending with that epoch; returns how many.
std::size_t withdraw(pqxx::transaction_base& transaction, const std::vector<Ticket>& tickets);
// The rows of these deliveries, as far as they exist.
std::vector<DeliveryView> views(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids);

}  // namespace hub::queues
