#pragma once

#include <memory>

#include "connectors/passport_db/favorite_store.hpp"

namespace hub::passport_db {

// hub::members::FavoriteChanges: what comes while kAtOnce batches are written is written together as the next one
// (group commit), so that many members cost few statements. A change is answered only after the commit. When a batch is
// refused because of one of its changes, each is written by itself. I/O thread only.
class FavoriteWriter final : public members::FavoriteChanges {
public:
    // What is passed must outlive it.
    FavoriteWriter(FavoriteStore& store, Transactions& transactions, const Clock& clock);
    ~FavoriteWriter() override;

    // Besides the errors of the interface: throttled "favorites.busy" when kMostWaiting wait already.
    boost::asio::awaitable<Result<void>> set(members::FavoriteChange change, Deadline deadline) override;

    static constexpr int kAtOnce = 2;  // one is gathered while the server makes the other durable
    static constexpr std::size_t kMostTogether = 128;
    static constexpr std::size_t kMostWaiting = 1'024;

private:
    struct Waiting;
    struct State;
    const std::shared_ptr<State> state_;  // shared: a batch is written to its end, whoever waits
};

}  // namespace hub::passport_db
