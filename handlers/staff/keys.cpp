#include "handlers/staff/keys.hpp"

#include "handlers/catalog/field_reader.hpp"
#include "handlers/privacy/my_number.hpp"
#include "handlers/staff/names.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMostScopes = 20;
constexpr std::size_t kPrefix = 8;
constexpr int kMostDays = 365;

void write_texts(json::Writer& writer, std::string_view name, const std::vector<std::string>& texts) {
    writer.key(name);
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
}

SharedText write_list(const std::vector<KeyRecord>& keys) {
    json::Writer writer;
    writer.begin_object();
    writer.key("keys");
    writer.begin_array();
    for (const auto& key : keys) {
        writer.begin_object();
        write_key(writer, key);
        writer.end_object();
    }
    writer.end_array();
    std::vector<std::string> groups;
    for (const auto name : accounts::scope_groups()) groups.emplace_back(name);
    write_texts(writer, "scopes", groups);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText write_made(const MadeKey& made) {
    json::Writer writer;
    writer.begin_object();
    write_key(writer, made.record);
    writer.member("key", made.key);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

Error made_before() {
    return {ErrorKind::conflict, std::string(kAnswerNotKept),
            "このキーは、もう作られています。キーの文字列は作ったときにしか表示できません。"
            "控えていないときは、一覧から失効させて、もう一度作ってください。"};
}

}  // namespace

Result<KeyWish> read_key_wish(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "keys.invalid");
    KeyWish wish;
    wish.name = reader.text("name");
    if (!is_name(wish.name)) reader.wrong("name", "使うシステムの名前を" + std::string(kNameRule));
    privacy::refuse_my_number(reader, "name", wish.name);
    const auto scopes = reader.present("scopes");
    bool all_known = scopes.has_value();
    for (const auto& scope : scopes ? scopes->elements() : std::vector<json::Value>{}) {
        wish.scopes.emplace_back(scope.as_string().value_or(""));
        all_known = all_known && accounts::is_scope(wish.scopes.back());
    }
    if (!all_known || wish.scopes.empty() || wish.scopes.size() > kMostScopes)
        reader.wrong("scopes", "できることを、選べるものの中から一つ以上指定してください。");
    const auto days = document->root().integer("days").value_or(0);
    if (days < 1 || days > kMostDays) reader.wrong("days", "1日から365日までで指定してください。");
    else wish.days = static_cast<int>(days);
    if (!reader.ok()) return reader.problems();
    return wish;
}

Result<MadeKey> make_key(KeyStore& store, UnitOfWork& unit_of_work, const std::string& asked_by, const KeyWish& wish,
                         WallTime now) {
    MadeKey made;
    made.key = accounts::new_api_key();
    made.record = {0,
                   wish.name,
                   made.key.substr(0, kPrefix),
                   wish.scopes,
                   asked_by,
                   now,
                   now + std::chrono::hours(24 * wish.days)};
    const auto key_id = store.create(
        unit_of_work, asked_by,
        {wish.name, made.record.prefix, accounts::digest_of(made.key), wish.scopes, now, made.record.expires_at});
    if (!key_id) return key_id.error();
    made.record.key_id = *key_id;
    return made;
}

void write_key(json::Writer& writer, const KeyRecord& record) {
    writer.member("key_id", record.key_id);
    writer.member("name", record.name);
    writer.member("prefix", record.prefix);
    write_texts(writer, "scopes", record.scopes);
    writer.member("created_by", record.created_by);
    writer.member("created_at", to_rfc3339(record.created_at));
    writer.member("expires_at", to_rfc3339(record.expires_at));
    if (record.last_used_at) writer.member("last_used_at", to_rfc3339(*record.last_used_at));
    if (record.revoked_at) writer.member("revoked_at", to_rfc3339(*record.revoked_at));
}

asio::awaitable<Result<SharedText>> KeyListHandler::handle(Message, Deadline deadline) {
    std::function<Result<SharedText>(UnitOfWork&)> work = [this](UnitOfWork& unit_of_work) {
        return Result<SharedText>(write_list(services_.keys.list(unit_of_work)));
    };
    auto reply = co_await in_transaction(services_.staff.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

std::vector<FieldProblem> KeyCreateHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_key_wish(message));
}

asio::awaitable<Result<SharedText>> KeyCreateHandler::handle(Message message, Deadline deadline) {
    auto& staff = services_.staff;
    const auto session = co_await staff.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto reply = std::make_shared<SharedText>();  // shared: the job may outlive the wait for it
    Transactions::Job work = [this, session = *session, wish = read_key_wish(message),
                              reply](UnitOfWork& unit_of_work) -> Result<void> {
        if (!wish) return wish.error();
        const auto me = find_asking(services_.staff, unit_of_work, session);
        if (!me) return me.error();
        const auto made =
            make_key(services_.keys, unit_of_work, me->name, *wish, services_.staff.accounts.clock.wall());
        if (!made) return made.error();
        *reply = write_made(*made);
        return Result<void>::success();
    };
    auto making = staff.changes.run(message, session->account, std::move(work), deadline);
    const auto done = co_await std::move(making);
    if (!done) co_return done.error();
    if (!*done) co_return made_before();
    co_return *reply;
}

asio::awaitable<Result<SharedText>> KeyRevokeHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    auto& staff = services_.staff;
    const auto session = co_await staff.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto key_id = document->root().integer("key_id").value_or(0);
    Transactions::Job work = [this, session = *session, key_id](UnitOfWork& unit_of_work) -> Result<void> {
        const auto me = find_asking(services_.staff, unit_of_work, session);
        if (!me) return me.error();
        return services_.keys.revoke(unit_of_work, me->name, key_id, services_.staff.accounts.clock.wall());
    };
    auto revoking = staff.changes.run(message, session->account, std::move(work), deadline);
    const auto done = co_await std::move(revoking);
    if (!done) co_return done.error();
    services_.known.forget_all();
    json::Writer writer;
    writer.begin_object();
    writer.member("key_id", key_id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::staff
