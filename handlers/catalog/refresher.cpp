#include "handlers/catalog/refresher.hpp"

#include <malloc.h>

#include "handlers/catalog/snapshot_file.hpp"
#include "router/core/log.hpp"

namespace hub::catalog {
namespace {

// However often the source believes that something moved, the database is not asked more often than this.
constexpr std::chrono::milliseconds kLeastRest{20};

}  // namespace

std::string_view to_string(CatalogOrigin origin) {
    switch (origin) {
        case CatalogOrigin::empty: return "empty";
        case CatalogOrigin::file: return "file";
        case CatalogOrigin::database: return "database";
    }
    return "empty";
}

Refresher::Refresher(RefresherSettings settings, CatalogSource& source, SnapshotHolder& holder, const Clock& clock)
    : settings_(std::move(settings)), source_(source), holder_(holder), clock_(clock) {}

Refresher::~Refresher() = default;

void Refresher::load_file() {
    if (settings_.file.empty()) return;
    auto data = read_snapshot_file(settings_.file);
    if (data) return take_into_use(std::move(*data), CatalogOrigin::file);
    if (data.error().kind == ErrorKind::not_found) return;
    log::warning("catalog.file_refused", {{"detail", data.error().detail}});
    failed(data.error());
}

void Refresher::start() {
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

void Refresher::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        const auto begin = clock_.monotonic();
        const auto builds = builds_;
        const bool good = refresh_once();
        if (stop.stop_requested()) return;
        // What changes meanwhile is built afterwards, in one go.
        if (builds_ != builds) rest(stop, settings_.build_interval);
        if (stop.stop_requested()) return;
        if (good) source_.wait_for_change(settings_.poll_interval);
        const auto used = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.monotonic() - begin);
        // A source whose wait fails returns at once; the pause keeps that from becoming a busy loop.
        rest(stop, good && used >= kLeastRest ? std::chrono::milliseconds(0)
                                              : (good ? kLeastRest : settings_.poll_interval));
    }
}

bool Refresher::refresh_once() {
    if (retired_ && retired_.use_count() == 1) {
        retired_.reset();
        // A catalog is many small blocks: give their pages back, otherwise every refresh leaves the process larger.
        ::malloc_trim(0);
    }
    const auto version = source_.version();
    if (!version) return failed(version.error());
    {
        const std::lock_guard lock(mutex_);
        if (origin_ == CatalogOrigin::database && holder_.current()->version() == *version) {
            confirmed_at_ = clock_.monotonic();
            last_error_.clear();
            return true;
        }
    }
    auto data = source_.load();
    if (!data) return failed(data.error());
    take_into_use(std::move(*data), CatalogOrigin::database);
    ++builds_;
    confirmed();
    const auto current = holder_.current();
    log::info("catalog.refreshed", {{"version", current->version()}, {"shops", current->shops().size()}});
    if (settings_.file.empty()) return true;
    const auto written = write_snapshot_file(settings_.file, *current);
    if (!written) log::warning("catalog.file_not_written", {{"detail", written.error().detail}});
    return true;
}

void Refresher::take_into_use(CatalogData data, CatalogOrigin origin) {
    auto next = Snapshot::build(std::move(data));
    retired_ = holder_.current();
    const std::lock_guard lock(mutex_);
    holder_.replace(std::move(next));
    origin_ = origin;
}

bool Refresher::failed(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (last_error_ != error.detail) log::warning("catalog.refresh_failed", {{"detail", error.detail}});
    last_error_ = error.detail;
    return false;
}

void Refresher::confirmed() {
    const std::lock_guard lock(mutex_);
    confirmed_at_ = clock_.monotonic();
    last_error_.clear();
}

void Refresher::rest(std::stop_token stop, std::chrono::milliseconds duration) {
    if (duration.count() == 0) return;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, duration, [] { return false; });
}

CatalogState Refresher::state() const {
    const auto snapshot = holder_.current();
    const std::lock_guard lock(mutex_);
    CatalogState state{snapshot->version(), origin_, snapshot->shops().size(), snapshot->place_rows().size()};
    if (confirmed_at_)
        state.confirmed_ago =
            std::chrono::duration_cast<std::chrono::milliseconds>(clock_.monotonic() - *confirmed_at_);
    state.last_error = last_error_;
    return state;
}

}  // namespace hub::catalog
