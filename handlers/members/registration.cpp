#include "handlers/members/registration.hpp"

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/provisional.hpp"
#include "handlers/members/profile.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Of one source: many households may share the address of a carrier's gateway.
constexpr AttemptRule kTokensBySource{60, 1s, 1min, 1h};

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
    if (const auto problem = accounts::password_problem(form.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    if (!reader.ok()) return reader.problems();
    return form;
}

// Once the address is known: a password that is made of it.
Error weak_password(std::string_view problem) {
    return {ErrorKind::invalid, "users.invalid", "入力に誤りがあります。", {}, {{"/password", std::string(problem)}}};
}

asio::awaitable<Result<accounts::Link>> find_link(MemberServices& services, std::string token, Deadline deadline) {
    std::function<Result<accounts::Link>(UnitOfWork&)> work =
        [&services, digest = accounts::digest_of(token)](UnitOfWork& unit_of_work) {
            return services.accounts.accounts.find_link(unit_of_work, accounts::AccountKind::member,
                                                        accounts::LinkPurpose::registration, digest,
                                                        services.accounts.clock.wall());
        };
    return in_transaction(services.accounts.transactions, std::move(work), deadline);
}

}  // namespace

asio::awaitable<Result<SharedText>> RegisterHandler::handle(Message message, Deadline deadline) {
    const auto form = read_form(message, services_.accounts.clock.wall());
    if (!form) co_return form.error();
    // Before the costly hash: whoever has no link is slowed, and gets no further.
    std::vector<AttemptKey> tries{accounts::by_source(services_.accounts, message, "register", kTokensBySource)};
    const auto wait = co_await services_.accounts.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return accounts::too_many(wait);
    const auto link = co_await find_link(services_, form->token, deadline);
    if (!link) co_return link.error();
    if (const auto problem = accounts::password_problem(form->password, link->mail); !problem.empty())
        co_return weak_password(problem);
    const auto hash = co_await services_.accounts.passwords.hash(form->password, deadline);
    if (!hash) co_return hash.error();
    std::function<Result<std::int64_t>(UnitOfWork&)> work =
        [this, form = *form, hash = *hash](UnitOfWork& unit_of_work) -> Result<std::int64_t> {
        const auto now = services_.accounts.clock.wall();
        const auto used = services_.accounts.accounts.use_link(unit_of_work, accounts::AccountKind::member,
                                                               accounts::LinkPurpose::registration,
                                                               accounts::digest_of(form.token), now);
        if (!used) return used.error();
        return services_.members.register_member(unit_of_work, used->mail, form.profile, hash, now);
    };
    const auto user_id = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    if (!user_id) co_return user_id.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", *user_id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::members
