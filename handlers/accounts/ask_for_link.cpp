#include "handlers/accounts/ask_for_link.hpp"

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/accounts/own_access.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {

Message link_asked_message(const Message& cause, const Clock& clock, const AccountKey& key, const NewLink& link,
                           const std::string& seed, bool known) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(link.kind));
    writer.member("purpose", name_of(link.purpose));
    writer.member("mail", MailSeal(key).seal(link.mail));
    writer.member("seed", seed);
    writer.member("expires_at", to_rfc3339(link.expires_at));
    writer.member("known", known);
    writer.end_object();
    return make_message_from(cause, clock, "/handlers/accounts", "account.link_asked", writer.take());
}

std::string address_subject(const AccountServices& services, std::string_view mail) {
    return MailSeal(services.key).subject(mail);
}

boost::asio::awaitable<Result<void>> ask_for_link(AccountServices& services, LinkRequest request, Message cause,
                                                  Deadline deadline) {
    const auto seed = new_token();
    const auto now = services.clock.wall();
    const NewLink link{request.kind, request.purpose,    request.mail,      digest_of(services.key.link_token(seed)),
                       now,          now + request.life, request.account_id};
    Transactions::Job job = [&services, link, seed, told = request.told, hash = request.password_hash,
                             cause = std::move(cause)](UnitOfWork& unit_of_work) -> Result<void> {
        // Who resets the password meanwhile waits for this link, or this is refused: none outlives the reset.
        if (!hash.empty())
            if (const auto held = hold_proven(services, unit_of_work, {link.kind, link.account_id}, hash); !held)
                return held;
        const auto known = services.accounts.keep_link(unit_of_work, link);
        if (!known) return Result<void>::success();
        auto asked = link_asked_message(cause, services.clock, services.key, link, seed, *known);
        asked.subject = address_subject(services, link.mail);
        asked.extensions[kExpiryTime] = to_rfc3339(link.expires_at);
        unit_of_work.publish(std::move(asked));
        if (!told.empty()) publish_notice(services, unit_of_work, cause, link.kind, told, Notice::mail_change_asked);
        return Result<void>::success();
    };
    return services.transactions.run(std::move(job), deadline);
}

}  // namespace hub::accounts
