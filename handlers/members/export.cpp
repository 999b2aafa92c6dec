#include "handlers/members/export.hpp"

#include "handlers/members/profile.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

// All of them, and some that were set in the same moment.
constexpr int kMoreThanMost = 2 * kMostFavorites;

struct Everything {
    Member member;
    Records records;
    std::vector<Favorite> favorites;
    std::vector<accounts::Session> sessions;
    std::optional<accounts::SecondStep> second_step;
};

void write_member(json::Writer& writer, const Member& member, const Records& records) {
    writer.key("member");
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    write_profile(writer, member.profile);
    accounts::write_text(writer, "nickname", records.nickname);
    accounts::write_text(writer, "birth_date", records.birth_date);
    writer.key("children_birth_dates");
    writer.begin_array();
    for (const auto& date : records.children_birth_dates) writer.value(date);
    writer.end_array();
    accounts::write_text(writer, "push_device", records.push_device);
    accounts::write_time(writer, "changed_at", records.changed_at);
    accounts::write_time(writer, "consented_at", records.consented_at);
    accounts::write_time(writer, "last_login_at", records.last_login_at);
    writer.end_object();
}

SharedText write_everything(const Everything& all, WallTime now) {
    json::Writer writer;
    writer.begin_object();
    writer.member("exported_at", to_rfc3339(now));
    write_member(writer, all.member, all.records);
    accounts::write_text(writer, "card_number", all.records.card_number);
    accounts::write_text(writer, "card_valid_until", all.records.card_valid_until);
    accounts::write_list(writer, "favorites", all.favorites, [&](const Favorite& favorite) {
        writer.member("shop_id", favorite.shop_id);
        writer.member("since", to_rfc3339(favorite.since));
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
        auto member = services_.members.find_member(unit_of_work, account.id);
        if (!member) return member.error();
        return Everything{std::move(*member), services_.records.find(unit_of_work, account.id),
                          services_.favorites.list(unit_of_work, account.id, std::nullopt, kMoreThanMost),
                          services_.accounts.session_store.list(unit_of_work, account, now),
                          services_.accounts.second_steps.find_second_step(unit_of_work, account)};
    };
    const auto all = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    if (!all) co_return all.error();
    co_return write_everything(*all, now);
}

}  // namespace hub::members
