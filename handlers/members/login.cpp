#include "handlers/members/login.hpp"

#include "handlers/catalog/field_reader.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// An account's owner can be kept out for five minutes by somebody who guesses, a guesser has 300 tries a day.
constexpr AttemptRule kByAccount{5, 1s, 5min, 1h};
// Of one source: many households may share the address of a carrier's gateway, and who succeeds is not counted.
constexpr AttemptRule kBySource{30, 1s, 1min, 1h};

constexpr std::size_t kLongestMail = 254;
constexpr std::size_t kLongestPassword = 512;  // bytes

struct Login {
    std::string mail;  // in lower case
    std::string password;
};

std::string lower(std::string text) {
    for (auto& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    return text;
}

Result<Login> read_login(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    Login login{lower(reader.text("mail")), reader.text("password")};
    if (login.mail.empty() || login.mail.size() > kLongestMail)
        reader.wrong("mail", "メールアドレスを指定してください。");
    if (login.password.empty() || login.password.size() > kLongestPassword)
        reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return login;
}

Error refused() {
    return {ErrorKind::unauthenticated, "users.login_refused", "メールアドレスかパスワードが違います。"};
}

asio::awaitable<Result<Credentials>> find_credentials(MemberServices& services, std::string mail, Deadline deadline) {
    const auto found = std::make_shared<Credentials>();
    Transactions::Job job = [&services, found, mail = std::move(mail)](UnitOfWork& unit_of_work) {
        if (auto credentials = services.members.find_credentials(unit_of_work, mail)) *found = std::move(*credentials);
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return std::move(*found);
}

}  // namespace

asio::awaitable<Result<SharedText>> LoginHandler::begin(std::int64_t user_id, std::string before, Deadline deadline) {
    const auto token = new_token();
    const auto now = services_.clock.wall();
    const Session session{digest_of(token), user_id, now, now};
    const auto earlier = is_token(before) ? digest_of(before) : std::string();
    Transactions::Job job = [this, session, earlier](UnitOfWork& unit_of_work) {
        services_.session_store.begin(unit_of_work, session, earlier);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.sessions.forget(earlier);
    json::Writer writer;
    writer.begin_object();
    writer.member("session", token);
    writer.member("session_seconds", static_cast<std::int64_t>(std::chrono::seconds(kSessionLife).count()));
    writer.member("user_id", user_id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

asio::awaitable<Result<SharedText>> LoginHandler::handle(Message message, Deadline deadline) {
    const auto login = read_login(message);
    if (!login) co_return login.error();
    const auto account = "account:" + services_.key.alias(login->mail);
    const auto source = "source:" + services_.key.alias(message.extension(kPeer));
    std::vector<AttemptKey> tries{{account, kByAccount}, {source, kBySource}};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto credentials = co_await find_credentials(services_, login->mail, deadline);
    if (!credentials) co_return credentials.error();
    auto checking = services_.passwords.matches(login->password, credentials->password_hash, deadline);
    const auto matches = co_await std::move(checking);
    if (!matches) co_return matches.error();
    if (!*matches) co_return refused();
    co_await services_.attempts.succeeded(account, source, deadline);
    auto beginning = begin(credentials->user_id, std::string(message.extension(kSession)), deadline);
    auto begun = co_await std::move(beginning);
    co_return begun;
}

asio::awaitable<Result<SharedText>> LogoutHandler::handle(Message message, Deadline deadline) {
    const std::string token(message.extension(kSession));
    if (is_token(token)) {
        const auto digest = digest_of(token);
        Transactions::Job job = [this, digest](UnitOfWork& unit_of_work) {
            services_.session_store.end(unit_of_work, digest);
            return Result<void>::success();
        };
        const auto done = co_await services_.transactions.run(std::move(job), deadline);
        if (!done) co_return done.error();
        services_.sessions.forget(digest);
    }
    co_return std::make_shared<const std::string>("{}");
}

}  // namespace hub::members
