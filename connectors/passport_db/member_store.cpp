#include "connectors/passport_db/member_store.hpp"

#include <cstdio>

#include <pqxx/pqxx>

#include "connectors/passport_db/counters.hpp"
#include "connectors/passport_db/row_values.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kRegister = R"(
    INSERT INTO users (user_id, programme, mail, password_hash, status, children_birth_dates, children_sexes,
                       postal_code, city, push_wanted, mail_wanted, notice_kinds, quiet_from, quiet_until,
                       notices_paused, consent_version, consented_at)
    VALUES ($1, $2, $3, $4, 'active', $5::date[], $6::text[], $7, $8, $9, $10, $11::text[], $12, $13, $14, $15,
            $16::timestamptz)
    ON CONFLICT (hub.mail_alias(mail)) DO UPDATE SET
        programme = excluded.programme, mail = excluded.mail, password_hash = excluded.password_hash,
        status = 'active', children_birth_dates = excluded.children_birth_dates,
        children_sexes = excluded.children_sexes, postal_code = excluded.postal_code, city = excluded.city,
        push_wanted = excluded.push_wanted, mail_wanted = excluded.mail_wanted, notice_kinds = excluded.notice_kinds,
        quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
        notices_paused = excluded.notices_paused, consent_version = excluded.consent_version,
        consented_at = excluded.consented_at, registration_digest = NULL, registration_expires_at = NULL,
        updated_at = now()
        WHERE users.status = 'provisional'
    RETURNING user_id)";

constexpr auto kUpdate = R"(
    UPDATE users SET programme = $2, children_birth_dates = $3::date[], children_sexes = $4::text[], postal_code = $5,
        city = $6, push_wanted = $7, mail_wanted = $8, notice_kinds = $9::text[], quiet_from = $10, quiet_until = $11,
        notices_paused = $12, consent_version = $13,
        consented_at = CASE WHEN consent_version = $13 THEN consented_at ELSE $14::timestamptz END,
        updated_at = $14::timestamptz
    WHERE user_id = $1 AND status = 'active')";

constexpr auto kMember = R"(
    SELECT user_id, programme, mail, children_birth_dates, children_sexes, postal_code, city, push_wanted, mail_wanted,
           notice_kinds, quiet_from, quiet_until, notices_paused, coalesce(consent_version, '') AS consent_version,
           (extract(epoch FROM created_at) * 1000000)::bigint AS created_at,
           ARRAY(SELECT genre_code FROM users_genre g WHERE g.user_id = u.user_id ORDER BY 1) AS genres,
           ARRAY(SELECT tokuten_code FROM users_tokuten t WHERE t.user_id = u.user_id ORDER BY 1) AS tokuten
    FROM users u WHERE user_id = $1 AND status = 'active')";

Error already_registered() {
    return {ErrorKind::conflict, "users.already_registered",
            "このメールアドレスは登録済みです。ログインしてください。"};
}

Error unknown_code(const std::string& field) {
    return {ErrorKind::invalid,
            "users.invalid",
            "入力に誤りがあります。",
            {},
            {{field, "選べるものの中から指定してください。"}}};
}

std::vector<std::string> elements_of(const pqxx::field& field) {
    std::vector<std::string> elements;
    auto parser = field.as_array();
    for (auto next = parser.get_next(); next.first != pqxx::array_parser::done; next = parser.get_next())
        if (next.first == pqxx::array_parser::string_value) elements.push_back(next.second);
    return elements;
}

std::string birth_dates(const std::vector<members::Child>& children) {
    std::vector<std::string> dates;
    for (const auto& child : children) {
        char text[32];
        std::snprintf(text, sizeof text, "%04d-%02d-01", child.birth_year, child.birth_month);
        dates.emplace_back(text);
    }
    return array_of(dates);
}

std::string sexes(const std::vector<members::Child>& children) {
    std::vector<std::string> all;
    bool told = false;
    for (const auto& child : children) {
        all.push_back(child.sex);
        told = told || !child.sex.empty();
    }
    return told ? array_of(all) : "{}";
}

std::vector<members::Child> children_of(const pqxx::row& row) {
    std::vector<members::Child> children;
    const auto all_sexes = elements_of(row["children_sexes"]);
    for (const auto& date : elements_of(row["children_birth_dates"])) {
        members::Child child;
        child.birth_year = std::stoi(date.substr(0, 4));
        child.birth_month = std::stoi(date.substr(5, 2));
        if (children.size() < all_sexes.size()) child.sex = all_sexes[children.size()];
        children.push_back(std::move(child));
    }
    return children;
}

members::Wishes wishes_of(const pqxx::row& row) {
    members::Wishes wishes;
    wishes.mail = row["mail_wanted"].as<bool>();
    wishes.push = row["push_wanted"].as<bool>();
    wishes.paused = row["notices_paused"].as<bool>();
    wishes.kinds = elements_of(row["notice_kinds"]);
    if (!row["quiet_from"].is_null()) wishes.quiet_from = row["quiet_from"].as<int>();
    if (!row["quiet_until"].is_null()) wishes.quiet_until = row["quiet_until"].as<int>();
    return wishes;
}

// Error: invalid, for a code that is in no code list.
Result<void> replace_codes(pqxx::transaction_base& transaction, std::int64_t user_id,
                           const members::Profile& profile) try {
    transaction.exec_params0("DELETE FROM users_genre WHERE user_id = $1", user_id);
    transaction.exec_params0("DELETE FROM users_tokuten WHERE user_id = $1", user_id);
    transaction.exec_params0("INSERT INTO users_genre (user_id, genre_code) SELECT $1, unnest($2::text[])", user_id,
                             array_of(profile.genres));
    transaction.exec_params0("INSERT INTO users_tokuten (user_id, tokuten_code) SELECT $1, unnest($2::text[])", user_id,
                             array_of(profile.tokuten));
    return Result<void>::success();
} catch (const pqxx::foreign_key_violation& violation) {
    const bool genre = std::string_view(violation.what()).find("users_genre") != std::string_view::npos;
    return unknown_code(genre ? "/genres" : "/tokuten");
}

std::string text_of(const std::optional<int>& number) { return number ? std::to_string(*number) : std::string(); }

// Null for what is empty.
const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

}  // namespace

Result<std::int64_t> MemberStore::register_member(UnitOfWork& unit_of_work, const std::string& mail,
                                                  const members::Profile& profile, const std::string& password_hash,
                                                  WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    const auto new_id = take_ids(unit_of_work, Counter::users);
    const auto quiet_from = text_of(profile.wishes.quiet_from);
    const auto quiet_until = text_of(profile.wishes.quiet_until);
    // Nothing of a member who left is handed on to whoever has the address now.
    transaction.exec_params0("DELETE FROM users WHERE hub.mail_alias(mail) = $1 AND status = 'withdrawn'",
                             seal_.alias(mail));
    const auto rows = transaction.exec_params(
        kRegister, new_id, profile.programme, seal_.seal(mail), password_hash, birth_dates(profile.children),
        sexes(profile.children), profile.postal_code, profile.city, profile.wishes.push, profile.wishes.mail,
        array_of(profile.wishes.kinds), or_null(quiet_from), or_null(quiet_until), profile.wishes.paused,
        profile.consent_version, to_rfc3339(now));
    if (rows.empty()) return already_registered();
    const auto user_id = rows[0][0].as<std::int64_t>();
    if (auto stored = replace_codes(transaction, user_id, profile); !stored) return stored.error();
    return user_id;
}

Result<void> MemberStore::update_member(UnitOfWork& unit_of_work, std::int64_t user_id, const members::Profile& profile,
                                        WallTime now) {
    auto& transaction = runtime::native(unit_of_work);
    const auto quiet_from = text_of(profile.wishes.quiet_from);
    const auto quiet_until = text_of(profile.wishes.quiet_until);
    const auto updated = transaction.exec_params(
        kUpdate, user_id, profile.programme, birth_dates(profile.children), sexes(profile.children),
        profile.postal_code, profile.city, profile.wishes.push, profile.wishes.mail, array_of(profile.wishes.kinds),
        or_null(quiet_from), or_null(quiet_until), profile.wishes.paused, profile.consent_version, to_rfc3339(now));
    if (updated.affected_rows() == 0) return accounts::session_missing();
    return replace_codes(transaction, user_id, profile);
}

Result<members::Member> MemberStore::find_member(UnitOfWork& unit_of_work, std::int64_t user_id) {
    const auto rows = runtime::native(unit_of_work).exec_params(kMember, user_id);
    if (rows.empty()) return accounts::session_missing();
    const auto& row = rows[0];
    members::Member member;
    member.user_id = user_id;
    member.mail = seal_.open(row["mail"].as<std::string>());
    member.registered_at = wall_time(row["created_at"].as<std::int64_t>());
    member.profile.programme = row["programme"].as<int>();
    member.profile.postal_code = row["postal_code"].as<std::string>();
    member.profile.city = row["city"].as<std::string>();
    member.profile.children = children_of(row);
    member.profile.genres = elements_of(row["genres"]);
    member.profile.tokuten = elements_of(row["tokuten"]);
    member.profile.wishes = wishes_of(row);
    member.profile.consent_version = row["consent_version"].as<std::string>();
    return member;
}

}  // namespace hub::passport_db
