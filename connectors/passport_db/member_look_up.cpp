#include "connectors/passport_db/member_look_up.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/reading_record.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kSelect = R"(
    SELECT user_id, mail, status, programme, postal_code, city, coalesce(card_number, ''),
           coalesce((SELECT method FROM hub.second_step AS s WHERE s.user_id = users.user_id), 'none'),
           (extract(epoch FROM created_at) * 1000000)::bigint, (extract(epoch FROM last_login_at) * 1000000)::bigint
    FROM users WHERE )";

staff::FoundMember member_of(const pqxx::row& row, const accounts::MailSeal& seal) {
    staff::FoundMember member{row[0].as<std::int64_t>(),
                              seal.open(row[1].as<std::string>()),
                              row[2].as<std::string>(),
                              row[3].as<int>(),
                              row[4].as<std::string>(),
                              row[5].as<std::string>(),
                              row[6].as<std::string>(),
                              row[7].as<std::string>(),
                              wall_time(row[8].as<std::int64_t>())};
    member.last_login_at = optional_wall_time(row[9]);
    return member;
}

pqxx::result search(pqxx::transaction_base& transaction, const staff::MemberCriterion& criterion,
                    const accounts::MailSeal& seal) {
    const std::string select = kSelect;
    if (!criterion.mail.empty())
        return transaction.exec_params(select + "hub.mail_alias(mail) = $1", seal.alias(criterion.mail));
    if (!criterion.card_number.empty())
        return transaction.exec_params(select + "card_number = $1", criterion.card_number);
    return transaction.exec_params(select + "user_id = $1", criterion.user_id);
}

std::string name_of(const staff::MemberCriterion& criterion) {
    return !criterion.mail.empty() ? "mail" : !criterion.card_number.empty() ? "card_number" : "user_id";
}

}  // namespace

std::optional<staff::FoundMember> MemberLookUp::look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                                        const staff::MemberCriterion& criterion,
                                                        const std::string& reason) {
    auto& transaction = runtime::native(unit_of_work);
    const auto rows = search(transaction, criterion, seal_);
    record_reading(transaction,
                   {asked_by, "users.read", "users", rows.empty() ? std::string("none") : rows[0][0].as<std::string>(),
                    name_of(criterion), reason});
    if (rows.empty()) return std::nullopt;
    return member_of(rows[0], seal_);
}

}  // namespace hub::passport_db
