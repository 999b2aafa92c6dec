#include "handlers/staff/owner_look_up.hpp"

#include "handlers/members/card_number.hpp"
#include "handlers/owners/own_data.hpp"
#include "handlers/staff/look_up.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kCriteria[] = {"owner_id", "corporate_number", "mail"};

struct Search {
    OwnerCriterion criterion;
    std::string reason;
};

std::string read_corporate_number(catalog::FieldReader& reader, const Criterion& typed) {
    auto digits = members::typed_digits(typed.value).value_or("");
    if (!owners::is_corporate_number(digits))
        reader.wrong("corporate_number", "13桁の法人番号を確かめて指定してください。");
    return digits;
}

Result<Search> read_search(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "owners.invalid");
    Search search;
    const auto typed = read_criterion(reader, kCriteria, "メールアドレス、協賛店ユーザの番号、法人番号");
    if (typed.name == "mail") search.criterion.mail = read_mail(reader, typed);
    if (typed.name == "owner_id") search.criterion.owner_id = read_id(reader, typed);
    if (typed.name == "corporate_number") search.criterion.corporate_number = read_corporate_number(reader, typed);
    search.reason = read_reason(reader);
    if (!reader.ok()) return reader.problems();
    return search;
}

SharedText write_found(const std::vector<FoundOwner>& found) {
    json::Writer writer;
    writer.begin_object();
    writer.key("items");
    writer.begin_array();
    for (const auto& each : found) {
        writer.begin_object();
        owners::write_owner(writer, each.owner);
        writer.member("status", each.status);
        writer.member("second_step", each.second_step);
        if (each.last_login_at) writer.member("last_login_at", to_rfc3339(*each.last_login_at));
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

std::vector<FieldProblem> FindOwnersHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_search(message));
}

asio::awaitable<Result<SharedText>> FindOwnersHandler::handle(Message message, Deadline deadline) {
    auto search = read_search(message);
    if (!search) co_return search.error();
    LookUp look_up = [this, search = std::move(*search)](UnitOfWork& unit_of_work, const std::string& asked_by) {
        return write_found(owners_.look_up(unit_of_work, asked_by, search.criterion, search.reason));
    };
    auto answer = look_up_as_staff(services_, std::move(message), std::move(look_up), deadline);
    auto reply = co_await std::move(answer);
    co_return reply;
}

}  // namespace hub::staff
