#include "tests/integration/queues/delivery_fixture.hpp"

#include <future>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <pqxx/pqxx>

#include "connectors/passport_db/migrations.hpp"
#include "queues/database_session.hpp"
#include "queues/outbox.hpp"
#include "queues/relay.hpp"
#include "router/runtime/wait.hpp"

namespace hub::queues {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

class ToMail final : public Translator {
public:
    Result<Message> translate(const Message& message) const override {
        Message translated = message;
        translated.type = "mail.send";
        return translated;
    }
};

class Refusing final : public Translator {
public:
    Result<Message> translate(const Message&) const override {
        return Error{ErrorKind::invalid, "mail.no_address", "no address"};
    }
};

RedisConnection& test_redis() {
    static RedisConnection connection({"127.0.0.1", test::Servers::shared().redis_port()}, system_clock());
    return connection;
}

DatabaseSession& test_database() {
    static DatabaseSession session(test::Servers::shared().owner(), "test", system_clock());
    return session;
}

}  // namespace

asio::awaitable<Result<Receipt>> CountingSink::deliver(Message message, Delivery delivery) {
    const auto error = remember(message, delivery);
    while (held_) co_await runtime::sleep_for(milliseconds(5));
    if (error) co_return *error;
    co_return Receipt{"reference of " + message.id, nullptr};
}

std::optional<Error> CountingSink::remember(const Message& message, const Delivery& delivery) {
    const std::lock_guard lock(mutex_);
    calls_.push_back({message, delivery, system_clock().monotonic()});
    if (errors_.empty()) return std::nullopt;
    auto error = std::move(errors_.front());
    errors_.erase(errors_.begin());
    return error;
}

void CountingSink::answer_next(std::vector<Error> errors) {
    const std::lock_guard lock(mutex_);
    errors_ = std::move(errors);
}

int CountingSink::calls() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(calls_.size());
}

CountingSink::Call CountingSink::call(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return calls_.at(index);
}

std::size_t CountingSink::different_keys() const {
    const std::lock_guard lock(mutex_);
    std::set<std::string> keys;
    for (const auto& call : calls_) keys.insert(call.delivery.idempotency_key);
    return keys.size();
}

bool CountingSink::has_seen(const std::string& type) const {
    const std::lock_guard lock(mutex_);
    for (const auto& call : calls_)
        if (call.message.type == type) return true;
    return false;
}

DeliveryTest::DeliveryTest() : servers(test::Servers::shared()) {
    static const ToMail to_mail;
    static const Refusing refusing;
    static const bool migrated = passport_db::migrate(servers.owner()).ok();
    EXPECT_TRUE(migrated);
    translators = {{"to_mail", &to_mail}, {"refusing", &refusing}};
    execute("TRUNCATE hub.message, hub.delivery_event, hub.worker, hub.schedule, hub.schedule_run CASCADE");
    redis({"FLUSHALL"});
    redis({"CONFIG", "SET", "maxmemory", "268435456"});
    redis({"CONFIG", "SET", "maxmemory-policy", "noeviction"});

    QueuedRoute route;
    route.id = "shop_approved_mail";
    route.type = "shop.approved";
    route.connector = "mail";
    route.timeout = std::chrono::seconds(30);
    route.retry = {20, milliseconds(10), milliseconds(100)};
    route.unknown = UnknownRule::retry;
    routes.push_back(route);
}

std::vector<std::string> DeliveryTest::publish(int count, const std::string& type) {
    runtime::Database database(servers.application(), system_clock(), make_outbox_writer(book()));
    std::vector<std::string> ids;
    const auto done = database.run_here(
        [&](UnitOfWork& unit_of_work) {
            for (int index = 0; index < count; ++index) {
                auto message = make_message(system_clock(), "/test", type, R"({"shop_name":"パン屋 \"麦\"\\"})");
                message.subject = "shop_temp/7";
                ids.push_back(message.id);
                unit_of_work.publish(std::move(message));
            }
            return Result<void>::success();
        },
        Deadline::after(system_clock(), std::chrono::seconds(60)));
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().detail);
    return ids;
}

void DeliveryTest::publish_and_fail() {
    runtime::Database database(servers.application(), system_clock(), make_outbox_writer(book()));
    const auto done = database.run_here(
        [](UnitOfWork& unit_of_work) {
            unit_of_work.publish(make_message(system_clock(), "/test", "shop.approved", "{}"));
            return Result<void>(Error{ErrorKind::conflict, "test", "no"});
        },
        Deadline::after(system_clock(), std::chrono::seconds(10)));
    EXPECT_FALSE(done.ok());
}

Result<void> DeliveryTest::publish_with(const std::map<std::string, std::string>& extensions) {
    runtime::Database database(servers.application(), system_clock(), make_outbox_writer(book()));
    return database.run_here(
        [&](UnitOfWork& unit_of_work) {
            auto message = make_message(system_clock(), "/test", "shop.approved", "{}");
            message.extensions.insert(extensions.begin(), extensions.end());
            unit_of_work.publish(std::move(message));
            return Result<void>::success();
        },
        Deadline::after(system_clock(), std::chrono::seconds(60)));
}

void DeliveryTest::relay_everything() {
    DatabaseSession database(servers.application(), "relay", system_clock(), kOutboxChannel);
    LaneStreams streams(test_redis());
    const auto book = std::make_shared<RouteBook>(routes);
    FlowControl flow(system_clock());
    SharedTokens tokens(test_redis());
    RateControl rates(tokens, system_clock());
    Relay relay(database, streams, *book, flow, rates);
    const auto waiting = [this] {
        return text_of("SELECT count(*) FROM hub.delivery WHERE published_at IS NULL") != "0";
    };
    while (waiting()) relay.step();
}

int DeliveryTest::count(const std::string& state) {
    return std::stoi(text_of("SELECT count(*) FROM hub.delivery WHERE state = '" + state + "'"));
}

std::string DeliveryTest::text_of(const std::string& query) {
    std::string text;
    const auto read = [&] {
        return test_database().run([&](pqxx::transaction_base& transaction) {
            const auto rows = transaction.exec(query);
            text = rows.empty() ? "" : rows[0][0].as<std::string>("");
        }).ok();
    };
    EXPECT_TRUE(eventually(read)) << query;
    return text;
}

void DeliveryTest::execute(const std::string& statement) {
    const auto run = [&] {
        return test_database().run([&](pqxx::transaction_base& transaction) { transaction.exec(statement); }).ok();
    };
    EXPECT_TRUE(eventually(run)) << statement;
}

RedisValue DeliveryTest::redis(const RedisCommand& command) {
    RedisValue value;
    const auto ask = [&] {
        auto reply = test_redis().command(command);
        if (reply) value = std::move(*reply);
        return reply.ok();
    };
    EXPECT_TRUE(eventually(ask));
    return value;
}

std::int64_t DeliveryTest::redis_entries() {
    std::int64_t entries = 0;
    for (const Lane lane : kLanes) entries += redis({"XLEN", stream_key(lane)}).integer;
    return entries;
}

bool DeliveryTest::eventually(const std::function<bool()>& condition, milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(milliseconds(5));
    }
    return true;
}

DeliveryTest::Hub::Hub(DeliveryTest& test, const std::string& name)
    : guard_(asio::make_work_guard(context_)), book_(std::make_shared<RouteBook>(test.routes)) {
    DeliverySettings settings{
        test.servers.application(), {"127.0.0.1", test.servers.redis_port()}, name, test.retention};
    runtime_ = std::make_unique<DeliveryRuntime>(
        settings, *test.clock, book_,
        QueuedTargets{{{"mail", &test.sink}, {"push", &test.push_sink}}, test.translators}, context_.get_executor());
    thread_ = std::thread([this] { context_.run(); });
    runtime_->start();
}

DeliveryTest::Hub::~Hub() {
    if (thread_.joinable()) stop();
}

bool DeliveryTest::Hub::stop(const std::function<void()>& meanwhile, milliseconds longest) {
    std::promise<bool> stopped;
    asio::co_spawn(context_, runtime_->stop(Deadline::after(system_clock(), longest)),
                   [&stopped](std::exception_ptr, bool clean) { stopped.set_value(clean); });
    meanwhile();
    const bool clean = stopped.get_future().get();
    guard_.reset();
    thread_.join();
    return clean;
}

}  // namespace hub::queues
