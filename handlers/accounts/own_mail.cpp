#include "handlers/accounts/own_mail.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/link_requests.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/lower_case.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

struct Wish {
    std::string mail;
    std::string password;
};

Result<Wish> read_wish(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    Wish wish{reader.text("mail"), reader.text("password")};
    if (!is_mail_address(wish.mail)) reader.wrong("mail", std::string(kMailProblem));
    if (wish.password.empty()) reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return wish;
}

std::string own_session_of(const Message& message) {
    const std::string token(message.extension(kSession));
    return is_token(token) ? digest_of(token) : std::string();
}

}  // namespace

std::vector<FieldProblem> ChangeMailHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_wish(message));
}

asio::awaitable<Result<SharedText>> ChangeMailHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto wish = read_wish(message);
    if (!wish) co_return wish.error();
    const auto source = password_source(services_, message);
    auto proving = prove_password(services_, session->account, wish->password, source, deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    if (lower_case(access->mail) == lower_case(wish->mail))
        co_return wrong_field("mail", "いまのメールアドレスと違うものを指定してください。");
    const auto wait = co_await take_change(services_, session->account, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    constexpr auto kPurpose = LinkPurpose::mail_change;
    LinkRequest request{session->account.kind, kPurpose,     wish->mail,           life_of(kPurpose),
                        session->account.id,   access->mail, access->password_hash};
    auto asking = ask_for_link(services_, std::move(request), std::move(message), deadline);
    const auto done = co_await std::move(asking);
    if (!done) co_return done.error();
    co_return asked_answer(kPurpose);
}

asio::awaitable<Result<SharedText>> ConfirmMailHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto wait = co_await take_token_try(services_, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    std::function<Result<Account>(UnitOfWork&)> work =
        [this, digest = digest_of(document->root().string("token").value_or("")),
         message](UnitOfWork& unit_of_work) -> Result<Account> {
        const auto now = services_.clock.wall();
        const auto link = services_.accounts.use_link(unit_of_work, kind_, LinkPurpose::mail_change, digest, now);
        if (!link) return link.error();
        const Account account{kind_, link->account_id};
        const auto before = services_.accounts.find_access(unit_of_work, account);
        if (!before) return unknown_link();
        const auto changed = services_.accounts.set_mail(unit_of_work, account, link->mail, now);
        if (!changed) return changed.error();
        services_.session_store.end_others(unit_of_work, account, own_session_of(message));
        publish_notice(services_, unit_of_work, message, kind_, before->mail, Notice::mail_changed);
        return account;
    };
    const auto account = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!account) co_return account.error();
    services_.sessions.forget_all(*account);
    co_await give_token_try_back(services_, message, deadline);
    co_return nothing();
}

}  // namespace hub::accounts
