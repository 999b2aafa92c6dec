#include "handlers/members/export.hpp"

#include "handlers/accounts/ask_for_link.hpp"
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

void write_time(json::Writer& writer, std::string_view name, const std::optional<WallTime>& time) {
    if (time) writer.member(name, to_rfc3339(*time));
}

void write_member(json::Writer& writer, const Member& member, const Records& records) {
    writer.key("member");
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    write_profile(writer, member.profile);
    write_time(writer, "consented_at", records.consented_at);
    write_time(writer, "last_login_at", records.last_login_at);
    writer.end_object();
}

void write_second_step(json::Writer& writer, const std::optional<accounts::SecondStep>& step) {
    writer.key("second_step");
    writer.begin_object();
    writer.member("method", step ? accounts::name_of(step->method) : "none");
    if (step) {
        writer.member("began_at", to_rfc3339(step->began_at));
        writer.member("recovery_codes", step->recovery_codes);
    }
    writer.end_object();
}

template <typename Element, typename Write>
void write_list(json::Writer& writer, std::string_view name, const std::vector<Element>& elements, Write write) {
    writer.key(name);
    writer.begin_array();
    for (const auto& element : elements) {
        writer.begin_object();
        write(element);
        writer.end_object();
    }
    writer.end_array();
}

SharedText write_everything(const Everything& all, WallTime now) {
    json::Writer writer;
    writer.begin_object();
    writer.member("exported_at", to_rfc3339(now));
    write_member(writer, all.member, all.records);
    if (!all.records.card_number.empty()) writer.member("card_number", all.records.card_number);
    write_list(writer, "favorites", all.favorites, [&](const Favorite& favorite) {
        writer.member("shop_id", favorite.shop_id);
        writer.member("since", to_rfc3339(favorite.since));
    });
    write_list(writer, "sessions", all.sessions, [&](const accounts::Session& session) {
        writer.member("began_at", to_rfc3339(session.began_at));
        writer.member("seen_at", to_rfc3339(session.seen_at));
    });
    write_second_step(writer, all.second_step);
    write_list(writer, "links", all.records.links, [&](const LinkRecord& link) {
        writer.member("purpose", link.purpose);
        writer.member("asked_at", to_rfc3339(link.asked_at));
        writer.member("expires_at", to_rfc3339(link.expires_at));
        write_time(writer, "used_at", link.used_at);
    });
    write_list(writer, "messages", all.records.messages, [&](const MessageRecord& message) {
        writer.member("message_id", message.message_id);
        writer.member("type", message.type);
        writer.member("at", to_rfc3339(message.at));
    });
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
        const auto subject_of = [this](const std::string& mail) {
            return accounts::address_subject(services_.accounts, mail);
        };
        return Everything{std::move(*member), services_.records.find(unit_of_work, account.id, subject_of),
                          services_.favorites.list(unit_of_work, account.id, std::nullopt, kMoreThanMost),
                          services_.accounts.session_store.list(unit_of_work, account, now),
                          services_.accounts.second_steps.find_second_step(unit_of_work, account)};
    };
    const auto all = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    if (!all) co_return all.error();
    co_return write_everything(*all, now);
}

}  // namespace hub::members
