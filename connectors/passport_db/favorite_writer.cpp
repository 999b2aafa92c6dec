#include "connectors/passport_db/favorite_writer.hpp"

#include <deque>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "router/core/in_transaction.hpp"
#include "router/core/log.hpp"
#include "router/runtime/database.hpp"
#include "router/runtime/wait.hpp"

namespace hub::passport_db {
namespace {

namespace asio = boost::asio;
using members::FavoriteChange;

// Connecting, preparing and the statement have limits of their own: after so long it has ended, or the server is
// frozen.
constexpr std::chrono::milliseconds kLongestBeyond = 3 * runtime::Database::kLongestStatement;

// Whether it may be due to one change among several, so that the others would be written without it.
bool is_due_to_one(const Error& error) {
    return error.kind == ErrorKind::not_found || error.kind == ErrorKind::unauthenticated ||
           error.code == "database.rolled_back";
}

Error too_late() { return {ErrorKind::cancelled, "deadline.passed", "the change was not written in time"}; }

}  // namespace

struct FavoriteWriter::Waiting {
    Waiting(asio::any_io_executor executor, FavoriteChange wanted, Deadline until)
        : change(wanted), deadline(until), written(std::move(executor)) {}
    const FavoriteChange change;
    const Deadline deadline;
    std::optional<Result<void>> outcome;
    runtime::AsyncEvent written;
};

struct FavoriteWriter::State {
    using Batch = std::vector<std::shared_ptr<Waiting>>;

    // The next ones in the order they came; of each member one at a time, so that the second sees what the first did.
    Batch take() {
        Batch batch;
        for (auto next = waiting.begin(); next != waiting.end() && batch.size() < kMostTogether;) {
            const bool over = (*next)->deadline.passed(clock);  // and answered already
            if (!over && !users_at_it.insert((*next)->change.user_id).second) {
                ++next;
                continue;
            }
            if (!over) batch.push_back(std::move(*next));
            next = waiting.erase(next);
        }
        return batch;
    }

    asio::awaitable<void> write(Batch batch) {
        using Outcomes = Result<std::vector<Result<void>>>;
        std::vector<FavoriteChange> changes;
        for (const auto& each : batch) changes.push_back(each->change);
        const auto deadline = batch.back()->deadline;  // the last to come has the most time left
        std::function<Outcomes(UnitOfWork&)> work = [&store = store, &clock = clock, changes = std::move(changes),
                                                     now = clock.wall(),
                                                     deadline](UnitOfWork& unit_of_work) -> Outcomes {
            if (deadline.passed(clock)) return too_late();
            return store.set_all(unit_of_work, changes, now);
        };
        // Twice set is set. A statement that began is waited for, also when nobody waits for its outcome any more: what
        // its members ask for next must not be overtaken by it.
        const Deadline ended(deadline.at() + kLongestBeyond);
        const auto done = co_await in_one_statement(transactions, std::move(work), ended);
        if (!done && batch.size() > 1 && is_due_to_one(done.error())) {
            for (auto& each : batch) {
                auto alone = write({each});
                co_await std::move(alone);
            }
            co_return;
        }
        for (std::size_t index = 0; index < batch.size(); ++index) {
            batch[index]->outcome = done ? (*done)[index] : Result<void>(done.error());
            batch[index]->written.notify();
        }
    }

    // Goes on until nobody waits whom no other batch is about; keeps the state alive.
    static asio::awaitable<void> write_all(std::shared_ptr<State> state) {
        for (auto batch = state->take(); !batch.empty(); batch = state->take()) {
            auto writing = state->write(batch);
            co_await std::move(writing);
            for (const auto& each : batch) state->users_at_it.erase(each->change.user_id);
        }
        --state->writers;
    }

    FavoriteStore& store;
    Transactions& transactions;
    const Clock& clock;
    std::deque<std::shared_ptr<Waiting>> waiting;
    std::set<std::int64_t> users_at_it;  // whose changes are being written
    int writers = 0;
};

FavoriteWriter::FavoriteWriter(FavoriteStore& store, Transactions& transactions, const Clock& clock)
    : state_(std::make_shared<State>(State{store, transactions, clock, {}, {}})) {}

FavoriteWriter::~FavoriteWriter() = default;

asio::awaitable<Result<void>> FavoriteWriter::set(FavoriteChange change, Deadline deadline) {
    if (state_->waiting.size() >= kMostWaiting)
        co_return Error{ErrorKind::throttled, "favorites.busy", "too many favourites are being changed"};
    const auto executor = co_await asio::this_coro::executor;
    const auto own = std::make_shared<Waiting>(executor, change, deadline);
    state_->waiting.push_back(own);
    if (state_->writers < kAtOnce) {
        ++state_->writers;
        asio::co_spawn(executor, State::write_all(state_), [state = state_](std::exception_ptr thrown) {
            if (!thrown) return;
            --state->writers;
            state->users_at_it.clear();
            log::error("favorites.writer_threw");
        });
    }
    co_await own->written.wait_for(deadline.remaining(state_->clock));
    if (own->outcome) co_return *own->outcome;
    co_return too_late();
}

}  // namespace hub::passport_db
