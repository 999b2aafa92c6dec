#include "handlers/accounts/register_with_link.hpp"

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/own_access.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

// Once the address is known: a password that is made of it.
Error weak_password(const std::string& code, std::string_view problem) {
    return {ErrorKind::invalid, code, "入力に誤りがあります。", {}, {{"/password", std::string(problem)}}};
}

asio::awaitable<Result<Link>> find_link(AccountServices& services, AccountKind kind, std::string token,
                                        Deadline deadline) {
    std::function<Result<Link>(UnitOfWork&)> work = [&services, kind,
                                                     digest = digest_of(token)](UnitOfWork& unit_of_work) {
        return services.accounts.find_link(unit_of_work, kind, LinkPurpose::registration, digest,
                                           services.clock.wall());
    };
    return in_transaction(services.transactions, std::move(work), deadline);
}

asio::awaitable<Result<std::int64_t>> make_account(AccountServices& services, LinkRegistration registration,
                                                   std::string hash, Deadline deadline) {
    std::function<Result<std::int64_t>(UnitOfWork&)> work =
        [&services, registration = std::move(registration),
         hash = std::move(hash)](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
        const auto now = services.clock.wall();
        const auto used = services.accounts.use_link(unit_of_work, registration.kind, LinkPurpose::registration,
                                                     digest_of(registration.token), now);
        if (!used) return used.error();
        return registration.make_account(unit_of_work, used->mail, hash, now);
    };
    return in_transaction(services.transactions, std::move(work), deadline);
}

}  // namespace

asio::awaitable<Result<SharedText>> register_with_link(AccountServices& services, LinkRegistration registration,
                                                       Message message, Deadline deadline) {
    // Before the costly hash: whoever has no link is slowed, and gets no further.
    const auto wait = co_await take_token_try(services, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto kind = registration.kind;
    const auto link = co_await find_link(services, kind, registration.token, deadline);
    if (!link) co_return link.error();
    if (const auto problem = password_problem(registration.password, link->mail); !problem.empty())
        co_return weak_password(registration.refusal_code, problem);
    auto turn = co_await services.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    const auto hash = co_await services.passwords.hash(std::move(*turn), registration.password, deadline);
    if (!hash) co_return hash.error();
    auto making = make_account(services, std::move(registration), *hash, deadline);
    const auto id = co_await std::move(making);
    if (!id) co_return id.error();
    co_await give_token_try_back(services, message, deadline);
    json::Writer writer;
    writer.begin_object();
    writer.member(id_name_of(kind), *id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::accounts
