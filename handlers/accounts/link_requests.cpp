#include "handlers/accounts/link_requests.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Of one source: many households may share the address of a carrier's gateway.
// What each address gets is limited besides: keep_link().
constexpr AttemptRule kAskedBySource{30, 10s, 30s, 1h};

Result<std::string> read_mail(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    auto mail = reader.text("mail");
    if (reader.ok() && !is_mail_address(mail)) reader.wrong("mail", std::string(kMailProblem));
    if (!reader.ok()) return reader.problems();
    return mail;
}

// Each purpose is counted for itself; "provisional" is the older name of one.
std::string_view counted_as(LinkPurpose purpose) {
    return purpose == LinkPurpose::registration ? "provisional" : name_of(purpose);
}

}  // namespace

SharedText asked_answer(LinkPurpose purpose) {
    json::Writer writer;
    writer.begin_object();
    writer.member("expires_in_s", static_cast<std::int64_t>(
                                      std::chrono::duration_cast<std::chrono::seconds>(life_of(purpose)).count()));
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

std::vector<FieldProblem> LinkRequestHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_mail(message));
}

asio::awaitable<Result<SharedText>> LinkRequestHandler::handle(Message message, Deadline deadline) {
    const auto mail = read_mail(message);
    if (!mail) co_return mail.error();
    std::vector<AttemptKey> tries{by_source(services_, message, counted_as(purpose_), kAskedBySource)};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    LinkRequest request{kind_, purpose_, *mail, life_of(purpose_)};
    auto asking = ask_for_link(services_, std::move(request), std::move(message), deadline);
    const auto done = co_await std::move(asking);
    if (!done) co_return done.error();
    co_return asked_answer(purpose_);
}

asio::awaitable<Result<SharedText>> AccessLinkHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    const auto token = reader.text("token");
    const auto purpose = link_purpose_of(reader.text("purpose"));
    if (!purpose) reader.wrong("purpose", "password_reset、login、mail_change のどれかを指定してください。");
    if (!reader.ok()) co_return reader.problems();
    std::function<Result<Link>(UnitOfWork&)> work = [this, purpose = *purpose,
                                                     digest = digest_of(token)](UnitOfWork& unit_of_work) {
        return services_.accounts.find_link(unit_of_work, kind_, purpose, digest, services_.clock.wall());
    };
    const auto link = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!link) co_return link.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", link->mail);
    writer.member("expires_at", to_rfc3339(link->expires_at));
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::accounts
