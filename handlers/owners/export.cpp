#include "handlers/owners/export.hpp"

#include "handlers/owners/own_data.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::owners {
namespace {

namespace asio = boost::asio;

struct Everything {
    Owner owner;
    Records records;
    std::vector<accounts::Session> sessions;
    std::optional<accounts::SecondStep> second_step;
};

// What the shop's page would show.
void write_content(json::Writer& writer, const ApplicationRecord& application) {
    writer.member("programme", application.programme);
    accounts::write_text(writer, "name_kana", application.name_kana);
    accounts::write_text(writer, "postal_code", application.postal_code);
    accounts::write_text(writer, "address", application.address);
    accounts::write_text(writer, "city", application.city);
    accounts::write_text(writer, "tel", application.tel);
    accounts::write_text(writer, "url", application.url);
    accounts::write_text(writer, "comment", application.comment);
    accounts::write_text(writer, "opening_hours", application.opening_hours);
    accounts::write_text(writer, "closed_days", application.closed_days);
    if (application.position) {
        writer.member("lat", application.position->lat);
        writer.member("lng", application.position->lng);
    }
    accounts::write_text(writer, "position_source", application.position_source);
    writer.member("is_chain", application.is_chain);
    if (application.parent_shop_id != 0) writer.member("parent_shop_id", application.parent_shop_id);
    writer.key("genres");
    writer.begin_array();
    for (const auto& genre : application.genres) writer.value(genre);
    writer.end_array();
    accounts::write_list(writer, "tokuten", application.benefits, [&](const catalog::Benefit& benefit) {
        writer.member("code", benefit.code);
        writer.member("title", benefit.title);
        accounts::write_text(writer, "detail", benefit.detail);
    });
}

SharedText write_everything(const Everything& all, WallTime now) {
    json::Writer writer;
    writer.begin_object();
    writer.member("exported_at", to_rfc3339(now));
    writer.key("owner");
    writer.begin_object();
    write_owner(writer, all.owner);
    accounts::write_time(writer, "changed_at", all.records.changed_at);
    accounts::write_time(writer, "consented_at", all.records.consented_at);
    accounts::write_time(writer, "last_login_at", all.records.last_login_at);
    writer.end_object();
    accounts::write_list(writer, "applications", all.records.applications, [&](const ApplicationRecord& application) {
        writer.member("application_id", application.application_id);
        writer.member("shop_name", application.shop_name);
        writer.member("status", application.status);
        writer.member("made_at", to_rfc3339(application.made_at));
        accounts::write_time(writer, "applied_at", application.applied_at);
        accounts::write_time(writer, "decided_at", application.decided_at);
        writer.member("changed_at", to_rfc3339(application.changed_at));
        accounts::write_text(writer, "reason", application.reason);
        if (application.shop_id != 0) writer.member("shop_id", application.shop_id);
        write_content(writer, application);
    });
    accounts::write_list(writer, "shops", all.records.shops, [&](const ShopTie& tie) {
        writer.member("shop_id", tie.shop_id);
        writer.member("since", to_rfc3339(tie.since));
    });
    accounts::write_records(writer, all.sessions, all.second_step, all.records);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> ExportHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto now = services_.accounts.clock.wall();
    std::function<Result<Everything>(UnitOfWork&)> work = [this, account = session->account,
                                                           now](UnitOfWork& unit_of_work) -> Result<Everything> {
        auto owner = services_.owners.find_owner(unit_of_work, account.id);
        if (!owner) return owner.error();
        return Everything{std::move(*owner), records_.find(unit_of_work, account.id),
                          services_.accounts.session_store.list(unit_of_work, account, now),
                          services_.accounts.second_steps.find_second_step(unit_of_work, account)};
    };
    const auto all = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    if (!all) co_return all.error();
    co_return write_everything(*all, now);
}

}  // namespace hub::owners
