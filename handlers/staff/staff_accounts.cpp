#include "handlers/staff/staff_accounts.hpp"

#include "handlers/catalog/field_reader.hpp"
#include "handlers/staff/invitation.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;
using accounts::Account;
using accounts::AccountKind;

void write_person(json::Writer& writer, const StaffMember& person) {
    writer.member("staff_id", person.staff_id);
    writer.member("name", person.name);
    writer.member("mail", person.mail);
    writer.member("role", accounts::name_of(person.role));
}

SharedText write_me(const StaffMember& person) {
    json::Writer writer;
    writer.begin_object();
    write_person(writer, person);
    writer.member("recovery_codes", person.recovery_codes);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText write_list(const std::vector<StaffMember>& people, std::int64_t own_id) {
    json::Writer writer;
    writer.begin_object();
    writer.key("staff");
    writer.begin_array();
    for (const auto& person : people) {
        writer.begin_object();
        write_person(writer, person);
        writer.member("status", person.status);
        writer.member("invited_at", to_rfc3339(person.invited_at));
        if (person.last_login_at) writer.member("last_login_at", to_rfc3339(*person.last_login_at));
        writer.member("own", person.staff_id == own_id);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText write_invited(const Invitation& invitation) {
    json::Writer writer;
    writer.begin_object();
    writer.member("name", invitation.name);
    writer.member("mail", invitation.mail);
    writer.member("role", accounts::name_of(invitation.role));
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

struct Wanted {
    std::int64_t staff_id = 0;
    accounts::Role role = accounts::Role::viewer;
};

Result<Wanted> read_wanted(const Message& message, StaffChange change) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "staff.invalid");
    Wanted wanted;
    wanted.staff_id = document->root().integer("staff_id").value_or(0);
    if (wanted.staff_id <= 0) reader.wrong("staff_id", "職員の番号を指定してください。");
    const auto role = accounts::role_of(document->root().string("role").value_or(""));
    if (role && accounts::is_staff(*role)) wanted.role = *role;
    else if (change == StaffChange::change_role) reader.wrong("role", "選べるものの中から指定してください。");
    if (!reader.ok()) return reader.problems();
    return wanted;
}

Result<void> carry_out(StaffServices& services, UnitOfWork& unit_of_work, StaffChange change, const Message& cause,
                       const std::string& asked_by, const Wanted& wanted) {
    switch (change) {
        case StaffChange::change_role:
            return services.staff.change_role(unit_of_work, asked_by, wanted.staff_id, wanted.role);
        case StaffChange::suspend: return services.staff.suspend(unit_of_work, asked_by, wanted.staff_id, true);
        case StaffChange::restore: return services.staff.suspend(unit_of_work, asked_by, wanted.staff_id, false);
        case StaffChange::invite_again: break;
    }
    const auto invited = invite_again(services.staff, unit_of_work, services.accounts.key, services.accounts.clock,
                                      cause, asked_by, wanted.staff_id);
    return invited ? Result<void>::success() : Result<void>(invited.error());
}

}  // namespace

asio::awaitable<Result<SharedText>> MeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, session = *session](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto me = find_asking(services_, unit_of_work, session);
        if (!me) return me.error();
        return write_me(*me);
    };
    auto reply = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

asio::awaitable<Result<SharedText>> ListHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, session = *session](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto me = find_asking(services_, unit_of_work, session);
        if (!me) return me.error();
        services_.staff.record_reading(unit_of_work, me->name);
        return write_list(services_.staff.list(unit_of_work), session.account.id);
    };
    auto reply = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

std::vector<FieldProblem> InviteHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_invitation(message));
}

asio::awaitable<Result<SharedText>> InviteHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto invitation = read_invitation(message);
    Transactions::Job work = [this, session = *session, invitation,
                              cause = message](UnitOfWork& unit_of_work) -> Result<void> {
        if (!invitation) return invitation.error();
        const auto me = find_asking(services_, unit_of_work, session);
        if (!me) return me.error();
        const auto invited = invite(services_.staff, unit_of_work, services_.accounts.key, services_.accounts.clock,
                                    cause, me->name, *invitation);
        return invited ? Result<void>::success() : Result<void>(invited.error());
    };
    auto inviting = services_.changes.run(message, session->account, std::move(work), deadline);
    const auto done = co_await std::move(inviting);
    if (!done) co_return done.error();
    if (!invitation) co_return invitation.error();
    co_return write_invited(*invitation);
}

asio::awaitable<Result<SharedText>> ChangeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto wanted = read_wanted(message, change_);
    Transactions::Job work = [this, session = *session, wanted,
                              cause = message](UnitOfWork& unit_of_work) -> Result<void> {
        if (!wanted) return wanted.error();
        const auto me = find_asking(services_, unit_of_work, session);
        if (!me) return me.error();
        return carry_out(services_, unit_of_work, change_, cause, me->name, *wanted);
    };
    auto changing = services_.changes.run(message, session->account, std::move(work), deadline);
    const auto done = co_await std::move(changing);
    if (!done) co_return done.error();
    if (!wanted) co_return wanted.error();
    services_.accounts.sessions.forget_all(Account{AccountKind::staff, wanted->staff_id});
    json::Writer writer;
    writer.begin_object();
    writer.member("staff_id", wanted->staff_id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::staff
