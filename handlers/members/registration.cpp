#include "handlers/members/registration.hpp"

#include "handlers/members/credential_rules.hpp"
#include "handlers/members/profile.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Of one source: many households may share the address of a carrier's gateway.
constexpr AttemptRule kAskedBySource{30, 10s, 5min, 1h};
constexpr AttemptRule kTokensBySource{60, 1s, 1min, 1h};

std::string text_of(const Message& message, const char* extension) { return std::string(message.extension(extension)); }

AttemptKey by_source(const MemberServices& services, const Message& message, std::string purpose,
                     const AttemptRule& rule) {
    return {purpose + ":" + services.key.alias(text_of(message, kPeer)), rule};
}

Result<std::string> read_mail(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    auto mail = reader.text("mail");
    if (reader.ok() && !is_mail_address(mail))
        reader.wrong("mail", "メールアドレスを半角で指定してください（例：hanako@example.jp）。");
    if (!reader.ok()) return reader.problems();
    return mail;
}

Message asked_message(const Message& cause, const Clock& clock, const NewLink& link, const std::string& seed,
                      bool known) {
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", link.mail);
    writer.member("seed", seed);
    writer.member("expires_at", to_rfc3339(link.expires_at));
    writer.member("known", known);
    writer.end_object();
    return make_message_from(cause, clock, "/handlers/members", "member.registration_asked", writer.take());
}

struct Form {
    std::string token;
    std::string password;
    Profile profile;
};

Result<Form> read_form(const Message& message, WallTime now) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    Form form;
    form.token = reader.text("token");
    form.password = reader.text("password");
    form.profile = read_profile(reader, now);
    if (const auto problem = password_problem(form.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    if (!reader.ok()) return reader.problems();
    return form;
}

// Once the address is known: a password that is made of it.
Error weak_password(std::string_view problem) {
    return {ErrorKind::invalid, "users.invalid", "入力に誤りがあります。", {}, {{"/password", std::string(problem)}}};
}

asio::awaitable<Result<Link>> find_link(MemberServices& services, std::string token, Deadline deadline) {
    const auto link = std::make_shared<Link>();
    Transactions::Job job = [&services, link, digest = digest_of(token)](UnitOfWork& unit_of_work) -> Result<void> {
        auto found = services.members.find_link(unit_of_work, digest, services.clock.wall());
        if (!found) return found.error();
        *link = std::move(*found);
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return std::move(*link);
}

}  // namespace

asio::awaitable<Result<SharedText>> ProvisionalHandler::handle(Message message, Deadline deadline) {
    const auto mail = read_mail(message);
    if (!mail) co_return mail.error();
    std::vector<AttemptKey> tries{by_source(services_, message, "provisional", kAskedBySource)};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto seed = new_token();
    const auto now = services_.clock.wall();
    NewLink link{*mail, digest_of(services_.key.link_token(seed)), now, now + kLinkLife};
    Transactions::Job job = [this, link, seed, message](UnitOfWork& unit_of_work) {
        const auto known = services_.members.keep_link(unit_of_work, link);
        if (known) unit_of_work.publish(asked_message(message, services_.clock, link, seed, *known));
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("expires_in_s", static_cast<std::int64_t>(std::chrono::seconds(kLinkLife).count()));
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

asio::awaitable<Result<SharedText>> LinkHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    std::string token(document->root().string("token").value_or(""));
    const auto link = co_await find_link(services_, std::move(token), deadline);
    if (!link) co_return link.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", link->mail);
    writer.member("expires_at", to_rfc3339(link->expires_at));
    writer.member("consent_version", kConsentVersion);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

asio::awaitable<Result<SharedText>> RegisterHandler::handle(Message message, Deadline deadline) {
    const auto form = read_form(message, services_.clock.wall());
    if (!form) co_return form.error();
    // Before the costly hash: whoever has no link is slowed, and gets no further.
    std::vector<AttemptKey> tries{by_source(services_, message, "register", kTokensBySource)};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto link = co_await find_link(services_, form->token, deadline);
    if (!link) co_return link.error();
    if (const auto problem = password_problem(form->password, link->mail); !problem.empty())
        co_return weak_password(problem);
    const auto hash = co_await services_.passwords.hash(form->password, deadline);
    if (!hash) co_return hash.error();
    const auto user_id = std::make_shared<std::int64_t>(0);
    Transactions::Job job = [this, user_id, form = *form, hash = *hash](UnitOfWork& unit_of_work) -> Result<void> {
        const auto registered = services_.members.register_member(unit_of_work, digest_of(form.token), form.profile,
                                                                  hash, services_.clock.wall());
        if (!registered) return registered.error();
        *user_id = *registered;
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", *user_id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::members
