#include "handlers/staff/audit_pages.hpp"

#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kOnPage = 50;
constexpr std::size_t kMostExported = 10'000;

Result<AuditQuestion> read_question(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto text = [&](std::string_view name) { return std::string(document->root().string(name).value_or("")); };
    return AuditQuestion{text("actor"), text("action"), text("object"),
                         text("since"), text("until"),  document->root().integer("before").value_or(0),
                         text("format")};
}

// Who asks: a system by its key, or an account of staff by its session; its name only the database knows.
struct Asking {
    std::string actor;
    accounts::Session session{};
};

asio::awaitable<Result<Asking>> who_asks(AuditServices& services, Message message, Deadline deadline) {
    if (!message.extension(accounts::kKey).empty()) {
        const auto key = co_await services.keys.asking(message, deadline);
        if (!key) co_return key.error();
        co_return Asking{actor_of(*key)};
    }
    const auto session = co_await services.staff.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    co_return Asking{{}, *session};
}

Result<void> note(AuditServices& services, UnitOfWork& unit_of_work, const Asking& asking, const std::string& action,
                  const AuditQuestion& question) {
    auto actor = asking.actor;
    if (actor.empty()) {
        const auto me = find_asking(services.staff, unit_of_work, asking.session);
        if (!me) return me.error();
        actor = me->name;
    }
    services.reader.note(unit_of_work, actor, action, question);
    return Result<void>::success();
}

void write_records(json::Writer& writer, const std::vector<std::string>& records, std::size_t most) {
    writer.begin_array();
    for (std::size_t index = 0; index < records.size() && index < most; ++index) writer.raw(records[index]);
    writer.end_array();
}

SharedText write_page(const std::vector<std::string>& records, bool intact) {
    json::Writer writer;
    writer.begin_object();
    writer.key("records");
    write_records(writer, records, kOnPage);
    if (records.size() > kOnPage) {
        const auto last = json::Document::parse(records[kOnPage - 1]);
        writer.member("next_before", last ? last->root().integer("id").value_or(0) : 0);
    } else {
        writer.key("next_before");
        writer.raw("null");
    }
    writer.member("intact", intact);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText write_export(std::string text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", text);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

Error too_many_to_export() {
    const std::string problem = "当てはまる記録が10,000件より多くあります。期間を絞ってください。";
    return {ErrorKind::invalid,
            "audit.too_many",
            "記録が多すぎるため、一度に保存できません。",
            {},
            {{"/since", problem}, {"/until", problem}}};
}

Result<SharedText> exported(AuditReader& reader, UnitOfWork& unit_of_work, const AuditQuestion& question) {
    if (question.format == "csv") {
        auto text = reader.read_csv(unit_of_work, question, kMostExported);
        if (!text) return text.error();
        if (text->empty()) return too_many_to_export();
        return write_export(std::move(*text));
    }
    const auto records = reader.read(unit_of_work, question, kMostExported + 1);
    if (!records) return records.error();
    if (records->size() > kMostExported) return too_many_to_export();
    json::Writer writer;
    write_records(writer, *records, records->size());
    return write_export(writer.take());
}

Result<SharedText> answer(AuditReader& reader, UnitOfWork& unit_of_work, const AuditQuestion& question) {
    if (!question.format.empty()) return exported(reader, unit_of_work, question);
    const auto records = reader.read(unit_of_work, question, kOnPage + 1);
    if (!records) return records.error();
    return write_page(*records, reader.is_intact());
}

}  // namespace

asio::awaitable<Result<SharedText>> AuditListHandler::handle(Message message, Deadline deadline) {
    const auto question = read_question(message);
    if (!question) co_return question.error();
    auto who = who_asks(services_, std::move(message), deadline);
    const auto asking = co_await std::move(who);
    if (!asking) co_return asking.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, asking = *asking, question = *question](UnitOfWork& unit_of_work) -> Result<SharedText> {
        auto reply = answer(services_.reader, unit_of_work, question);
        if (!reply) return reply.error();
        const auto action = question.format.empty() ? "audit.show" : "audit.export";
        if (auto noted = note(services_, unit_of_work, asking, action, question); !noted) return noted.error();
        return reply;
    };
    auto reply = co_await in_transaction(services_.staff.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

}  // namespace hub::staff
