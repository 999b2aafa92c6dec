#pragma once

#include <memory>

#include <boost/asio/io_context.hpp>

#include "connectors/passport_db/catalog_loader.hpp"
#include "handlers/catalog/refresher.hpp"
#include "portal/api/operations_endpoints.hpp"
#include "portal/server/listener.hpp"
#include "queues/audit/audit_keeper.hpp"
#include "queues/delivery_runtime.hpp"
#include "queues/outbox.hpp"
#include "router/cli/account_key_guard.hpp"
#include "router/cli/compose_accounts.hpp"
#include "router/cli/compose_alarms.hpp"
#include "router/cli/compose_connectors.hpp"
#include "router/cli/compose_handlers.hpp"
#include "router/cli/compose_operations.hpp"
#include "router/cli/compose_portal.hpp"
#include "router/cli/configuration.hpp"
#include "router/cli/health.hpp"
#include "router/engine/dispatcher.hpp"
#include "router/runtime/database.hpp"
#include "router/runtime/task_group.hpp"

namespace hub::cli {

// One worker's whole inside, composed from a configuration: the only place where every room meets.
class Hub {
public:
    // Builds everything and serves the last catalog from disk; opens no connection. Error: invalid.
    // `worker_name` is what people call this process; `changes` are carried out beside the hub's own.
    static Result<std::unique_ptr<Hub>> make(const Configuration& configuration, std::string worker_name,
                                             boost::asio::io_context& context, Changes changes = {});

    // Whether make() would succeed: what only those who use a part of the configuration can tell about it. Error:
    // invalid.
    static Result<void> can_be_made(const Configuration& configuration);

    // Serves on two listening sockets (descriptors, owned from now on) and starts everything that runs by itself.
    // `deaths_descriptor`: the supervisor's record of workers that died; -1 when there is none.
    Result<void> start(int public_descriptor, int operations_descriptor, int deaths_descriptor);
    // Alone: another worker has taken this one's place. With all: the hub itself goes, and says so on /readyz.
    enum class Leaving { alone, with_all };
    // Stops taking in, lets what is under way end, by the deadline at the latest; true when all of it did.
    boost::asio::awaitable<bool> drain(Leaving leaving, Deadline deadline);

    // What can be looked at without anything being started.
    std::vector<HealthCheck> health_checks();
    // Reads the catalog on the calling thread; for `check`, which starts nothing.
    void read_catalog_once() { refresher_.refresh_once(); }

private:
    Hub(const Configuration& configuration, std::string worker_name, boost::asio::io_context& context);
    Result<void> compose(Changes changes);
    std::vector<HealthCheck> audit_checks();
    std::vector<portal::ReadinessCheck> readiness() const;
    boost::asio::awaitable<Result<void>> database_answers(Deadline deadline);

    const Configuration configuration_;
    const std::string worker_name_;
    bool leaving_ = false;  // with all others
    boost::asio::io_context& context_;
    const Clock& clock_;
    engine::Dispatcher dispatcher_;
    std::shared_ptr<queues::RouteBook> route_book_;
    runtime::Database database_;
    std::unique_ptr<AccountKeyGuard> account_key_guard_;  // before database_, for whoever seals addresses
    catalog::SnapshotHolder catalog_;
    passport_db::CatalogLoader catalog_loader_;
    catalog::Refresher refresher_;
    std::unique_ptr<Connectors> connectors_;
    std::unique_ptr<Handlers> handlers_;
    std::unique_ptr<Accounts> accounts_;
    std::unique_ptr<queues::DeliveryRuntime> deliveries_;
    std::unique_ptr<queues::AuditKeeper> audit_;
    std::unique_ptr<Portal> portal_;
    std::unique_ptr<Operations> operations_;
    std::unique_ptr<Health> health_;
    std::unique_ptr<Alarms> alarms_;
    runtime::TaskGroup tasks_;
    std::unique_ptr<portal::Listener> public_listener_;
    std::unique_ptr<portal::Listener> operations_listener_;
};

}  // namespace hub::cli
