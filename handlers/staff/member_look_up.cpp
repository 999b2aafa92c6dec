#include "handlers/staff/member_look_up.hpp"

#include "handlers/members/card_number.hpp"
#include "handlers/staff/look_up.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kCriteria[] = {"user_id", "card_number", "mail"};

struct Search {
    MemberCriterion criterion;
    std::string reason;
};

std::string read_card_number(catalog::FieldReader& reader, const Criterion& typed) {
    auto number = members::card_number_of(typed.value);
    if (!number)
        reader.wrong("card_number",
                     "会員証の番号を確かめて指定してください（例：1234-5678-9012-44。"
                     "これまでのシステムの番号は、書いてあるとおりに）。");
    return std::move(number).value_or("");
}

Result<Search> read_search(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    Search search;
    const auto typed = read_criterion(reader, kCriteria, "メールアドレス、会員番号、会員証の番号");
    if (typed.name == "mail") search.criterion.mail = read_mail(reader, typed);
    if (typed.name == "user_id") search.criterion.user_id = read_id(reader, typed);
    if (typed.name == "card_number") search.criterion.card_number = read_card_number(reader, typed);
    search.reason = read_reason(reader);
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
    writer.member("second_step", member.second_step);
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

std::vector<FieldProblem> FindMembersHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_search(message));
}

asio::awaitable<Result<SharedText>> FindMembersHandler::handle(Message message, Deadline deadline) {
    auto search = read_search(message);
    if (!search) co_return search.error();
    LookUp look_up = [this, search = std::move(*search)](UnitOfWork& unit_of_work, const std::string& asked_by) {
        return write_found(members_.look_up(unit_of_work, asked_by, search.criterion, search.reason));
    };
    auto answer = look_up_as_staff(services_, std::move(message), std::move(look_up), deadline);
    auto reply = co_await std::move(answer);
    co_return reply;
}

}  // namespace hub::staff
