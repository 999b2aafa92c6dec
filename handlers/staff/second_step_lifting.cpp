#include "handlers/staff/second_step_lifting.hpp"

#include "handlers/accounts/own_access.hpp"
#include "handlers/staff/look_up.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

struct Lifting {
    accounts::Account account;
    std::string reason;
};

Result<Lifting> read_lifting(const Message& message, accounts::AccountKind kind) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "staff.invalid");
    const std::string_view names[] = {kind == accounts::AccountKind::owner ? "owner_id" : "user_id"};
    const auto typed = read_criterion(reader, names, "番号");
    Lifting lifting;
    lifting.account.kind = kind;
    if (!typed.name.empty()) lifting.account.id = read_id(reader, typed);
    lifting.reason = read_reason(reader);
    if (!reader.ok()) return reader.problems();
    return lifting;
}

}  // namespace

std::vector<FieldProblem> LiftSecondStepHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_lifting(message, kind_));
}

asio::awaitable<Result<SharedText>> LiftSecondStepHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto lifting = read_lifting(message, kind_);
    Transactions::Job job = [this, session = *session, lifting,
                             cause = message](UnitOfWork& unit_of_work) -> Result<void> {
        if (!lifting) return lifting.error();
        const auto me = find_asking(services_, unit_of_work, session);
        if (!me) return me.error();
        const auto mail = services_.staff.lift_second_step(unit_of_work, me->name, lifting->account, lifting->reason);
        if (!mail) return mail.error();
        accounts::publish_notice(services_.accounts, unit_of_work, cause, lifting->account.kind, *mail,
                                 accounts::Notice::second_step_lifted);
        return Result<void>::success();
    };
    auto lifted = services_.changes.run(message, session->account, std::move(job), deadline);
    const auto done = co_await std::move(lifted);
    if (!done) co_return done.error();
    if (!lifting) co_return lifting.error();
    services_.accounts.sessions.forget_all(lifting->account);
    co_return accounts::nothing();
}

}  // namespace hub::staff
