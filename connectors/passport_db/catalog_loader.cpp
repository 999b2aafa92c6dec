#include "connectors/passport_db/catalog_loader.hpp"

#include <thread>

#include <pqxx/pqxx>

#include "connectors/passport_db/catalog_rows.hpp"

namespace hub::passport_db {
namespace {

// Without a limit a lost answer would hold the loading thread for good.
constexpr auto kLimits = "SET LOCAL statement_timeout = '30s'";

class ChangeListener final : public pqxx::notification_receiver {
public:
    explicit ChangeListener(pqxx::connection_base& connection) : pqxx::notification_receiver(connection, "catalog") {}
    void operator()(const std::string&, int) override {}  // being woken is all
};

using Snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

}  // namespace

struct CatalogLoader::Listening {
    explicit Listening(const runtime::DatabaseSettings& settings)
        : connection(runtime::connection_string(settings)), listener(connection) {}
    pqxx::connection connection;
    ChangeListener listener;
};

CatalogLoader::CatalogLoader(runtime::DatabaseSettings settings) : settings_(std::move(settings)) {}
CatalogLoader::~CatalogLoader() = default;

CatalogLoader::Listening& CatalogLoader::connected() {
    if (!listening_) listening_ = std::make_unique<Listening>(settings_);
    return *listening_;
}

Result<std::int64_t> CatalogLoader::version() {
    try {
        pqxx::work transaction(connected().connection);
        transaction.exec0(kLimits);
        const auto version = transaction.exec1("SELECT hub.catalog_version_now()")[0].as<std::int64_t>();
        transaction.commit();
        return version;
    } catch (...) {
        listening_.reset();
        return runtime::to_error(std::current_exception());
    }
}

Result<catalog::CatalogData> CatalogLoader::load() {
    try {
        Snapshot snapshot(connected().connection);
        snapshot.exec0(kLimits);
        auto data = read_catalog(snapshot);
        snapshot.commit();
        return data;
    } catch (...) {
        listening_.reset();
        return runtime::to_error(std::current_exception());
    }
}

void CatalogLoader::wait_for_change(std::chrono::milliseconds longest) {
    if (listening_) {
        try {
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(longest);
            const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(longest - seconds);
            listening_->connection.await_notification(seconds.count(), rest.count());
            return;
        } catch (const std::exception&) {
            listening_.reset();  // the next version() says why
        }
    }
    std::this_thread::sleep_for(longest);
}

}  // namespace hub::passport_db
