#include "handlers/staff/member_look_up.hpp"

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLongestReason = 200;

struct Search {
    MemberCriterion criterion;
    std::string reason;
};

bool has_letters(std::string_view text) { return text.find_first_not_of(" \t\r\n") != text.npos; }

Result<Search> read_search(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    Search search{{reader.text("mail"), document->root().integer("user_id").value_or(0), reader.text("card_number")},
                  reader.text("reason")};
    const int given = (search.criterion.mail.empty() ? 0 : 1) + (search.criterion.user_id == 0 ? 0 : 1) +
                      (search.criterion.card_number.empty() ? 0 : 1);
    if (given != 1) reader.wrong("mail", "メールアドレス、会員番号、会員証の番号のどれか一つを指定してください。");
    if (!has_letters(search.reason) || catalog::count_code_points(search.reason) > kLongestReason)
        reader.wrong("reason", "照会の理由を200文字以内で指定してください。");
    if (!reader.ok()) return reader.problems();
    return search;
}

void write_member(json::Writer& writer, const FoundMember& member) {
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("status", member.status);
    writer.member("programme", member.programme);
    writer.member("postal_code", member.postal_code);
    writer.member("city", member.city);
    if (!member.card_number.empty()) writer.member("card_number", member.card_number);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    if (member.last_login_at) writer.member("last_login_at", to_rfc3339(*member.last_login_at));
    writer.end_object();
}

SharedText write_found(const std::optional<FoundMember>& member) {
    json::Writer writer;
    writer.begin_object();
    writer.key("items");
    writer.begin_array();
    if (member) write_member(writer, *member);
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> FindMembersHandler::handle(Message message, Deadline deadline) {
    const auto search = read_search(message);
    if (!search) co_return search.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, own_id = session->account.id, search = *search](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto me = services_.staff.find(unit_of_work, own_id);
        if (!me) return me.error();
        return write_found(members_.look_up(unit_of_work, me->name, search.criterion, search.reason));
    };
    auto reply = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

}  // namespace hub::staff
