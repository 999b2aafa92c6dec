#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/snapshot_holder.hpp"

namespace hub::catalog {

enum class CatalogOrigin { empty, file, database };
std::string_view to_string(CatalogOrigin origin);

// What /readyz says about the catalog.
struct CatalogState {
    std::int64_t version = 0;
    CatalogOrigin origin = CatalogOrigin::empty;
    std::size_t shops = 0;
    std::size_t places = 0;
    // How long ago the database last confirmed the version in use; empty when it never has since the start.
    std::optional<std::chrono::milliseconds> confirmed_ago{};
    std::string last_error{};  // of the newest attempt; empty when it succeeded
    // Whether anything can be served: the catalog came from the database or from the file.
    bool ready() const { return origin != CatalogOrigin::empty; }
};

struct RefresherSettings {
    std::chrono::milliseconds poll_interval{300};
    std::string file;  // the copy on disk; empty: none is kept
    // So long the thread rests after a build: the many transactions of a long list cost one build a second.
    std::chrono::milliseconds build_interval{1000};
};

// Keeps the holder's snapshot equal to the database, on a thread of its own: asks for the version every interval and
// sooner when the source says that something may have moved, loads and builds when it differs (the first change at
// once, those that follow together a while later), swaps, writes the copy on disk. While the database is away, slow or
// frozen the last snapshot stays in use.
class Refresher {
public:
    // All references must outlive it. `source` is used by the refresher's thread alone.
    Refresher(RefresherSettings settings, CatalogSource& source, SnapshotHolder& holder, const Clock& clock);
    ~Refresher();  // stops and joins; waits for a call of the source that is under way

    // Takes the copy on disk into use, when there is a good one; a refused one is logged and left as it is. Call
    // before start(), on the starting thread.
    void load_file();
    // Starts the thread. Call once.
    void start();

    // One look at the database, on the calling thread; true when the version in use is now the database's. For tests
    // and the command line; not together with start().
    bool refresh_once();

    // From any thread.
    CatalogState state() const;

private:
    void run(std::stop_token stop);
    void take_into_use(CatalogData data, CatalogOrigin origin);
    bool failed(const Error& error);
    void confirmed();
    void rest(std::stop_token stop, std::chrono::milliseconds duration);

    const RefresherSettings settings_;
    CatalogSource& source_;
    SnapshotHolder& holder_;
    const Clock& clock_;
    std::size_t builds_ = 0;                   // of the refresher's thread, as the next
    std::shared_ptr<const Snapshot> retired_;  // freed here, not by the last reader on the I/O thread

    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable_any wake_;
    CatalogOrigin origin_ = CatalogOrigin::empty;
    std::optional<MonotonicTime> confirmed_at_;
    std::string last_error_;

    std::jthread thread_;  // last: it uses everything above
};

}  // namespace hub::catalog
