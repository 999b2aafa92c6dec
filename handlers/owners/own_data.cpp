#include "handlers/owners/own_data.hpp"

#include "handlers/accounts/provisional.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::owners {
namespace {

namespace asio = boost::asio;

SharedText own_owner(const Owner& owner) {
    json::Writer writer;
    writer.begin_object();
    write_owner(writer, owner);
    writer.member("current_consent_version", accounts::kConsentVersion);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

Result<SharedText> find_owner(OwnerStore& owners, UnitOfWork& unit_of_work, std::int64_t owner_id) {
    const auto owner = owners.find_owner(unit_of_work, owner_id);
    if (!owner) return owner.error();
    return own_owner(*owner);
}

asio::awaitable<Result<SharedText>> read_owner(OwnerServices& services, std::int64_t owner_id, Deadline deadline) {
    std::function<Result<SharedText>(UnitOfWork&)> work = [&services, owner_id](UnitOfWork& unit_of_work) {
        return find_owner(services.owners, unit_of_work, owner_id);
    };
    auto reply = co_await in_transaction(services.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

Result<BusinessProfile> read_profile(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "owners.invalid");
    auto profile = read_business_profile(reader);
    if (!reader.ok()) return reader.problems();
    return profile;
}

}  // namespace

void write_owner(json::Writer& writer, const Owner& owner) {
    writer.member("owner_id", owner.owner_id);
    writer.member("mail", owner.mail);
    writer.member("registered_at", to_rfc3339(owner.registered_at));
    write_business_profile(writer, owner.profile);
    writer.key("shops");
    writer.begin_array();
    for (const auto& shop : owner.shops) {
        writer.begin_object();
        writer.member("shop_id", shop.shop_id);
        writer.member("name", shop.name);
        writer.end_object();
    }
    writer.end_array();
}

asio::awaitable<Result<SharedText>> MeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    auto reading = read_owner(services_, session->account.id, deadline);
    auto reply = co_await std::move(reading);
    co_return reply;
}

std::vector<FieldProblem> UpdateHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_profile(message));
}

asio::awaitable<Result<SharedText>> UpdateHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto reply = std::make_shared<SharedText>();  // shared: the job may outlive the wait for it
    Transactions::Job job = [this, id = session->account.id, profile = read_profile(message),
                             reply](UnitOfWork& unit_of_work) -> Result<void> {
        if (!profile) return profile.error();
        const auto changed =
            services_.owners.change_profile(unit_of_work, id, *profile, services_.accounts.clock.wall());
        if (!changed) return changed.error();
        auto owner = find_owner(services_.owners, unit_of_work, id);
        if (!owner) return owner.error();
        *reply = std::move(*owner);
        return Result<void>::success();
    };
    auto updating = changes_.run(message, session->account, std::move(job), deadline);
    const auto done = co_await std::move(updating);
    if (!done) co_return done.error();
    if (*done) co_return *reply;
    // A repeat: what is so now.
    auto reading = read_owner(services_, session->account.id, deadline);
    auto owner = co_await std::move(reading);
    co_return owner;
}

}  // namespace hub::owners
