#include "handlers/staff/look_up.hpp"

#include <charconv>

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/outer_blanks.hpp"
#include "handlers/privacy/my_number.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::staff {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLongestReason = 200;

std::string typed_value(catalog::FieldReader& reader, std::string_view name) {
    const auto found = reader.present(name);
    if (!found) return {};
    if (const auto number = found->as_integer()) return std::to_string(*number);
    return std::string(catalog::without_outer_blanks(reader.text(name)));
}

}  // namespace

Criterion read_criterion(catalog::FieldReader& reader, std::span<const std::string_view> names, std::string which) {
    Criterion criterion;
    int given = 0;
    std::vector<std::string_view> there;
    for (const auto name : names) {
        if (reader.present(name)) there.push_back(name);
        auto value = typed_value(reader, name);
        if (value.empty()) continue;
        ++given;
        criterion = {std::string(name), std::move(value)};
    }
    if (given == 1) return criterion;
    if (there.empty()) there.push_back(names.front());
    const auto problem = which + (names.size() > 1 ? "のどれか一つ" : "") + "を指定してください。";
    for (const auto name : there) reader.wrong(name, problem);
    return {};
}

std::string read_reason(catalog::FieldReader& reader) {
    std::string reason(catalog::without_outer_blanks(reader.text("reason")));
    if (reason.empty() || catalog::count_code_points(reason) > kLongestReason)
        reader.wrong("reason", "理由を200文字以内で指定してください。");
    privacy::refuse_my_number(reader, "reason", reason);
    return reason;
}

std::string read_mail(catalog::FieldReader& reader, const Criterion& criterion) {
    if (!accounts::is_mail_address(criterion.value))
        reader.wrong(criterion.name, "メールアドレスを確かめて指定してください（例：hanako@example.jp）。");
    return criterion.value;
}

std::int64_t read_id(catalog::FieldReader& reader, const Criterion& criterion) {
    const auto digits = catalog::to_utf8(catalog::fold_name(criterion.value));
    std::int64_t id = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    if (!whole || id < 1) reader.wrong(criterion.name, "1以上の番号を数字だけで指定してください。");
    return id;
}

asio::awaitable<Result<SharedText>> look_up_as_staff(StaffServices& services, Message message, LookUp look_up,
                                                     Deadline deadline) {
    const auto session = co_await services.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [&services, session = *session, look_up = std::move(look_up)](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto me = find_asking(services, unit_of_work, session);
        if (!me) return me.error();
        return look_up(unit_of_work, me->name);
    };
    auto reply = co_await in_transaction(services.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

}  // namespace hub::staff
