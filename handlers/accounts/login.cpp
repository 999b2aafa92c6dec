#include "handlers/accounts/login.hpp"

#include "handlers/accounts/admission.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/lower_case.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLongestMail = 254;
constexpr std::size_t kLongestPassword = 512;  // bytes

struct Login {
    std::string mail;  // in lower case
    std::string password;
};

Result<Login> read_login(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    Login login{lower_case(reader.text("mail")), reader.text("password")};
    if (login.mail.empty() || login.mail.size() > kLongestMail)
        reader.wrong("mail", "メールアドレスを指定してください。");
    if (login.password.empty() || login.password.size() > kLongestPassword)
        reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return login;
}

Error refused() {
    return {ErrorKind::unauthenticated, "accounts.login_refused", "メールアドレスかパスワードが違います。"};
}

// Those of nobody when no account of the kind has the address.
asio::awaitable<Result<Credentials>> find_credentials(AccountServices& services, AccountKind kind, std::string mail,
                                                      Deadline deadline) {
    std::function<Result<Credentials>(UnitOfWork&)> work = [&services, kind,
                                                            mail = std::move(mail)](UnitOfWork& unit_of_work) {
        return Result<Credentials>(
            services.accounts.find_credentials(unit_of_work, kind, mail).value_or(Credentials{}));
    };
    return in_one_statement(services.transactions, std::move(work), deadline);
}

}  // namespace

asio::awaitable<Result<Proof>> prove_login(AccountServices& services, AccountKind kind, Message message,
                                           Deadline deadline) {
    const auto login = read_login(message);
    if (!login) co_return login.error();
    const auto room = services.passwords.room_in_line();
    if (!room) co_return room.error();
    const auto account = std::string(name_of(kind)) + ":" + services.key.alias(login->mail);
    const auto source = by_source(services, message, "login", kGuessesOfSource);
    std::vector<AttemptKey> tries{{account, kGuessesOfAccount}, source};
    const auto wait = co_await services.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    auto turn = co_await services.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    const auto credentials = co_await find_credentials(services, kind, login->mail, deadline);
    if (!credentials) co_return credentials.error();
    auto checking = services.passwords.matches(std::move(*turn), login->password, credentials->password_hash, deadline);
    const auto matches = co_await std::move(checking);
    if (!matches) co_return matches.error();
    if (!*matches) co_return refused();
    co_await services.attempts.succeeded(account, source.key, deadline);
    co_return Proof{{kind, credentials->account_id}, credentials->password_hash, {}};
}

std::vector<FieldProblem> LoginHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_login(message));
}

asio::awaitable<Result<SharedText>> LoginHandler::handle(Message message, Deadline deadline) {
    auto proving = prove_login(services_, kind_, message, deadline);
    const auto proven = co_await std::move(proving);
    if (!proven) co_return proven.error();
    auto admitting = admit(services_, *proven, std::move(message), deadline);
    auto admitted = co_await std::move(admitting);
    co_return admitted;
}

}  // namespace hub::accounts
