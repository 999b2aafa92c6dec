#include "handlers/staff/staff_login.hpp"

#include <charconv>

#include "handlers/accounts/begin_session.hpp"
#include "handlers/accounts/login.hpp"
#include "handlers/accounts/one_time_code.hpp"
#include "handlers/accounts/second_step.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "handlers/staff/recovery_codes.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;
using accounts::AccountKind;
using namespace std::chrono_literals;

// Who knows the password has 300 tries a day at a million codes, three of which are right at a time.
constexpr AttemptRule kCodesByAccount{5, 1s, 5min, 24h};
constexpr AttemptRule kCodesBySource{30, 1s, 1min, 1h};
constexpr char kTicketPurpose[] = "staff.ticket";
constexpr std::size_t kLongestCode = 100;

struct SecondStep {
    std::string ticket;
    std::string code;
};

std::int64_t unix_seconds(WallTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// "12 1795000000": whose first step it was, and until when that counts.
std::string ticket_text(std::int64_t staff_id, WallTime until) {
    return std::to_string(staff_id) + " " + std::to_string(unix_seconds(until));
}

std::optional<std::int64_t> staff_of_ticket(const accounts::AccountKey& key, std::string_view ticket, WallTime now) {
    const auto text = key.open(kTicketPurpose, ticket);
    if (!text) return std::nullopt;
    std::int64_t staff_id = 0;
    std::int64_t until = 0;
    const char* const end = text->data() + text->size();
    const auto first = std::from_chars(text->data(), end, staff_id);
    if (first.ec != std::errc() || first.ptr == end || std::from_chars(first.ptr + 1, end, until).ec != std::errc())
        return std::nullopt;
    return unix_seconds(now) < until ? std::optional(staff_id) : std::nullopt;
}

Result<SecondStep> read_second_step(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "staff.invalid");
    SecondStep step{reader.text("ticket"), reader.text("code")};
    if (step.code.empty() || step.code.size() > kLongestCode)
        reader.wrong("code", "認証アプリの6桁の数字か、回復コードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return step;
}

Error ticket_over() {
    return {ErrorKind::unauthenticated, "accounts.ticket_over",
            "時間が過ぎました。もう一度、メールアドレスとパスワードでログインしてください。"};
}

Error refused() {
    return {ErrorKind::unauthenticated, "accounts.login_refused",
            "コードが違うか、使用済みです。認証アプリに今表示されている数字を指定してください。"};
}

// Whether a code is this person's; from then on it is used.
asio::awaitable<Result<bool>> use_code(StaffServices& services, std::int64_t staff_id, std::string code,
                                       Deadline deadline) {
    std::function<Result<bool>(UnitOfWork&)> work = [&services, staff_id,
                                                     code = std::move(code)](UnitOfWork& unit_of_work) -> Result<bool> {
        const auto now = services.accounts.clock.wall();
        const auto authenticator = services.staff.authenticator(unit_of_work, staff_id);
        if (!authenticator) return false;
        const auto digits = accounts::plain_code(code);
        if (digits.size() != 6)
            return services.staff.use_recovery_code(unit_of_work, staff_id, recovery_digest(code), now);
        const auto secret = services.accounts.key.open(kAuthenticatorPurpose, authenticator->sealed);
        if (!secret)
            return Error{ErrorKind::bug, "staff.authenticator", "an authenticator's secret is sealed by another key"};
        const auto step = accounts::step_of_code(*secret, digits, now, authenticator->last_step);
        return step && services.staff.use_step(unit_of_work, staff_id, *step, now);
    };
    return in_transaction(services.accounts.transactions, std::move(work), deadline);
}

}  // namespace

asio::awaitable<Result<SharedText>> LoginHandler::handle(Message message, Deadline deadline) {
    auto proving = accounts::prove_login(services_.accounts, AccountKind::staff, std::move(message), deadline);
    const auto proven = co_await std::move(proving);
    if (!proven) co_return proven.error();
    const auto until = services_.accounts.clock.wall() + kTicketLife;
    json::Writer writer;
    writer.begin_object();
    writer.member("ticket", services_.accounts.key.seal(kTicketPurpose, ticket_text(proven->account.id, until)));
    writer.member("expires_in_s", static_cast<std::int64_t>(std::chrono::seconds(kTicketLife).count()));
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

asio::awaitable<Result<SharedText>> SecondStepHandler::handle(Message message, Deadline deadline) {
    const auto step = read_second_step(message);
    if (!step) co_return step.error();
    auto& accounts = services_.accounts;
    const auto staff_id = staff_of_ticket(accounts.key, step->ticket, accounts.clock.wall());
    if (!staff_id) co_return ticket_over();
    const auto account = "staff_code:" + accounts.key.alias(std::to_string(*staff_id));
    const auto source = accounts::by_source(accounts, message, "staff_code", kCodesBySource);
    std::vector<AttemptKey> tries{{account, kCodesByAccount}, source};
    const auto wait = co_await accounts.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return accounts::too_many(wait);
    const auto used = co_await use_code(services_, *staff_id, step->code, deadline);
    if (!used) co_return used.error();
    if (!*used) co_return refused();
    co_await accounts.attempts.succeeded(account, source.key, deadline);
    accounts::Proof proven{{AccountKind::staff, *staff_id}, {}, {}};
    auto beginning = accounts::begin_session(accounts, std::move(proven), std::move(message), deadline);
    auto begun = co_await std::move(beginning);
    co_return begun;
}

}  // namespace hub::staff
