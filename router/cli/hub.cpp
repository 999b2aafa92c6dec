#include "router/cli/hub.hpp"

#include "connectors/passport_db/migrations.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/log.hpp"

namespace hub::cli {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<Result<void>> catalog_is_loaded(const catalog::Refresher& refresher) {
    const auto state = refresher.state();
    if (state.ready()) co_return Result<void>::success();
    co_return Error{ErrorKind::transient, "catalog.empty",
                    state.last_error.empty() ? "no catalog has been read yet" : state.last_error};
}

// What the keeper's thread saw last.
asio::awaitable<Result<void>> audit_state(Result<void> state) { co_return state; }

HealthCheck watched(std::string name, Sink& sink) {
    // Providers are asked rarely: a check costs a call of theirs.
    return {std::move(name), 30s, 10s, [&sink](Deadline deadline) { return sink.check(deadline); }};
}

}  // namespace

Hub::Hub(const Configuration& configuration, std::string worker_name, asio::io_context& context)
    : configuration_(configuration),
      worker_name_(std::move(worker_name)),
      context_(context),
      clock_(system_clock()),
      dispatcher_(clock_),
      route_book_(std::make_shared<queues::RouteBook>(configuration_.routes->queued())),
      database_(application_database(configuration_.settings), clock_, queues::make_outbox_writer(route_book_)),
      catalog_loader_(application_database(configuration_.settings)),
      refresher_({300ms, configuration_.settings.state_directory + "/catalog/catalog.bin"}, catalog_loader_, catalog_,
                 clock_),
      tasks_(context.get_executor()) {}

Result<std::unique_ptr<Hub>> Hub::make(const Configuration& configuration, std::string worker_name,
                                       asio::io_context& context, Changes changes) {
    std::unique_ptr<Hub> hub(new Hub(configuration, std::move(worker_name), context));
    if (auto composed = hub->compose(std::move(changes)); !composed) return composed.error();
    return hub;
}

Result<void> Hub::can_be_made(const Configuration& configuration) {
    http::initialise_http_threads(2);
    asio::io_context context(1);
    const auto hub = make(configuration, "check", context);
    if (hub) return Result<void>::success();
    Error problem{ErrorKind::invalid, "configuration.invalid", "the configuration is not valid; nothing was changed"};
    problem.fields = hub.error().fields;
    if (problem.fields.empty()) problem.fields.push_back({"hub.json", hub.error().detail});
    return problem;
}

Result<void> Hub::compose(Changes changes) {
    const auto& settings = configuration_.settings;
    auto connectors = Connectors::make(settings, dispatcher_, database_, catalog_, clock_);
    if (!connectors) return connectors.error();
    connectors_ = std::move(*connectors);
    auto sealer = chat::ConversationSealer::from_hex(settings.conversation_key);
    if (!sealer) return sealer.error();
    auto key = accounts::AccountKey::from_hex(settings.account_key);
    if (!key) return key.error();
    account_key_guard_ = std::make_unique<AccountKeyGuard>(database_, accounts::MailSeal(*key));
    handlers_ = std::make_unique<Handlers>(settings, std::move(*key), std::move(*sealer), catalog_, dispatcher_,
                                           database_, clock_);
    auto accounts = Accounts::make(
        settings, *account_key_guard_, catalog_, clock_, [this] { return deliveries_ ? deliveries_->workers() : 0; },
        [this] { return audit_ && audit_->integrity().ok(); });
    if (!accounts) return accounts.error();
    accounts_ = std::move(*accounts);
    auto handlers = handlers_->handlers();
    handlers.merge(accounts_->handlers());
    if (auto used = dispatcher_.use(configuration_.routes, {std::move(handlers), connectors_->sinks()}); !used)
        return used.error();
    auto portal = Portal::make(settings, configuration_.contract);
    if (!portal) return portal.error();
    portal_ = std::make_unique<Portal>(std::move(*portal));
    if (const auto listener = portal_->listener_settings(settings); !listener) return listener.error();
    auto operations = Operations::make(settings, std::move(changes));
    if (!operations) return operations.error();
    operations_ = std::make_unique<Operations>(std::move(*operations));

    queues::DeliverySettings deliveries;
    deliveries.database = application_database(settings);
    deliveries.redis = {settings.redis_host, settings.redis_port};
    deliveries.worker_name = worker_name_;
    deliveries.retention = settings.retention;
    auto translators = handlers_->translators();
    translators.merge(accounts_->translators());
    deliveries_ = std::make_unique<queues::DeliveryRuntime>(
        deliveries, clock_, route_book_, queues::QueuedTargets{connectors_->sinks(), std::move(translators)},
        context_.get_executor());
    audit_ = std::make_unique<queues::AuditKeeper>(
        queues::AuditKeeperSettings{application_database(settings), audit_head_file(settings),
                                    audit_leaving_file(settings)},
        clock_);
    auto checks = health_checks();
    for (auto& check : audit_checks()) checks.push_back(std::move(check));
    health_ = std::make_unique<Health>(std::move(checks), clock_);
    refresher_.load_file();
    return Result<void>::success();
}

Result<void> Hub::start(int public_descriptor, int operations_descriptor, int deaths_descriptor) {
    auto listener = portal_->listener_settings(configuration_.settings);
    if (!listener) return listener.error();
    auto form_checks = accounts_->form_checks();
    form_checks.merge(handlers_->form_checks());
    auto endpoints = portal_->endpoints(configuration_.settings, dispatcher_, clock_, form_checks);
    endpoints.push_back(connectors_->webhook(dispatcher_));
    const auto executor = context_.get_executor();
    public_listener_ = std::make_unique<portal::Listener>(executor, clock_, std::move(*listener), std::move(endpoints),
                                                          public_descriptor);
    operations_listener_ = std::make_unique<portal::Listener>(
        executor, clock_, operations_->listener_settings(),
        operations_->endpoints(configuration_, readiness(), *account_key_guard_, dispatcher_, clock_),
        operations_descriptor);
    alarms_ = std::make_unique<Alarms>(configuration_, worker_name_, deaths_descriptor, clock_, route_book_,
                                       *deliveries_, dispatcher_, *health_);
    refresher_.start();
    deliveries_->start();
    audit_->start();
    health_->start(tasks_, executor);
    alarms_->start(tasks_, executor);
    public_listener_->start();
    operations_listener_->start();
    return Result<void>::success();
}

asio::awaitable<bool> Hub::drain(Leaving leaving, Deadline deadline) {
    leaving_ = leaving == Leaving::with_all;
    health_->stop();
    audit_->request_stop();
    // All at once: what one of them waits for must not keep the others from beginning. The operations listener is
    // shared: who leaves alone leaves it to the others, who leaves with all says there that the hub goes.
    deliveries_->stop_taking();
    public_listener_->stop_taking();
    if (leaving == Leaving::alone) operations_listener_->stop_taking();
    const bool answered = co_await public_listener_->drain(deadline);
    const bool delivered = co_await deliveries_->stop(deadline);
    co_await alarms_->stop();
    const bool ended = co_await tasks_.join(deadline);
    const bool closed = co_await operations_listener_->drain(deadline);
    for (const auto& task : tasks_.running()) log::warning("drain.left_running", {{"task", task}});
    co_return answered && delivered && ended && closed;
}

std::vector<HealthCheck> Hub::health_checks() {
    std::vector<HealthCheck> checks;
    checks.push_back({"catalog", 1s, 1s, [this](Deadline) { return catalog_is_loaded(refresher_); }});
    checks.push_back({"database", 2s, 2s, [this](Deadline deadline) { return database_answers(deadline); }});
    for (const auto& [name, sink] : connectors_->sinks()) checks.push_back(watched(name, *sink));
    return checks;
}

std::vector<HealthCheck> Hub::audit_checks() {
    return {{"audit_sealing", 2s, 1s, [this](Deadline) { return audit_state(audit_->sealing()); }},
            {"audit_integrity", 2s, 1s, [this](Deadline) { return audit_state(audit_->integrity()); }}};
}

std::vector<portal::ReadinessCheck> Hub::readiness() const {
    std::vector<portal::ReadinessCheck> checks;
    const auto serving = [this] {
        return portal::CheckOutcome{!leaving_, leaving_ ? "the hub is being stopped" : "yes"};
    };
    checks.push_back({"serving", serving, true});
    for (std::size_t index = 0; index < deliveries_->checks().size(); ++index) {
        const auto outcome = [deliveries = deliveries_.get(), index] {
            const auto check = deliveries->checks()[index];
            return portal::CheckOutcome{check.ok, check.detail};
        };
        checks.push_back({deliveries_->checks()[index].name, outcome, false});
    }
    for (std::size_t index = 0; index < health_->states().size(); ++index) {
        const auto outcome = [health = health_.get(), index] {
            const auto& state = health->states()[index];
            return portal::CheckOutcome{state.ok, state.detail};
        };
        const auto& name = health_->states()[index].name;
        checks.push_back({name, outcome, name == "catalog"});
    }
    return checks;
}

asio::awaitable<Result<void>> Hub::database_answers(Deadline deadline) {
    Transactions::Job job = [guard = account_key_guard_.get()](UnitOfWork& unit_of_work) -> Result<void> {
        const auto missing = passport_db::missing_migrations(unit_of_work);
        if (!missing) return missing.error();
        if (!missing->empty())
            return Error{ErrorKind::conflict, "database.behind", "migrations are missing; run: passport-hub migrate"};
        return guard->look(unit_of_work);
    };
    return database_.run(std::move(job), deadline);
}

}  // namespace hub::cli
