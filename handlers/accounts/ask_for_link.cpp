#include "handlers/accounts/ask_for_link.hpp"

#include "router/core/json.hpp"

namespace hub::accounts {

Message link_asked_message(const Message& cause, const Clock& clock, const NewLink& link, const std::string& seed,
                           bool known) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(link.kind));
    writer.member("purpose", name_of(link.purpose));
    writer.member("mail", link.mail);
    writer.member("seed", seed);
    writer.member("expires_at", to_rfc3339(link.expires_at));
    writer.member("known", known);
    writer.end_object();
    return make_message_from(cause, clock, "/handlers/accounts", "account.link_asked", writer.take());
}

boost::asio::awaitable<Result<void>> ask_for_link(AccountServices& services, LinkRequest request, Message cause,
                                                  Deadline deadline) {
    const auto seed = new_token();
    const auto now = services.clock.wall();
    const NewLink link{request.kind, request.purpose,   request.mail, digest_of(services.key.link_token(seed)),
                       now,          now + request.life};
    Transactions::Job job = [&services, link, seed, cause = std::move(cause)](UnitOfWork& unit_of_work) {
        const auto known = services.accounts.keep_link(unit_of_work, link);
        if (known) unit_of_work.publish(link_asked_message(cause, services.clock, link, seed, *known));
        return Result<void>::success();
    };
    return services.transactions.run(std::move(job), deadline);
}

}  // namespace hub::accounts
