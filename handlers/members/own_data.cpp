#include "handlers/members/own_data.hpp"

#include "handlers/accounts/provisional.hpp"
#include "handlers/members/profile.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

SharedText write_member(const Member& member) {
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    write_profile(writer, member.profile);
    writer.member("current_consent_version", accounts::kConsentVersion);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

Result<Profile> read_update(const Message& message, WallTime now) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    auto profile = read_profile(reader, now);
    if (!reader.ok()) return reader.problems();
    return profile;
}

}  // namespace

asio::awaitable<Result<SharedText>> MeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, user_id = session->account.id](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto member = services_.members.find_member(unit_of_work, user_id);
        if (!member) return member.error();
        return write_member(*member);
    };
    auto reply = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

std::vector<FieldProblem> UpdateHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_update(message, services_.accounts.clock.wall()));
}

asio::awaitable<Result<SharedText>> UpdateHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    Transactions::Job job = [this, profile = read_update(message, services_.accounts.clock.wall()),
                             user_id = session->account.id](UnitOfWork& unit_of_work) -> Result<void> {
        if (!profile) return profile.error();
        return services_.members.update_member(unit_of_work, user_id, *profile, services_.accounts.clock.wall());
    };
    auto updating = changes_.run(message, session->account, std::move(job), deadline);
    const auto done = co_await std::move(updating);
    if (!done) co_return done.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", session->account.id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::members
