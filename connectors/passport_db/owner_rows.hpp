#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/owners/owner_store.hpp"

namespace pqxx {
class row;
class transaction_base;
}  // namespace pqxx

namespace hub::passport_db {

// The columns of table owner that owner_of() reads.
inline constexpr char kOwnerColumns[] =
    "owner_id, mail, (extract(epoch FROM created_at) * 1000000)::bigint AS created_at, company_name, corporate_number,"
    " name, name_kana, tel, coalesce(consent_version, '') AS consent_version";

// An owner of such a row, with the shops.
owners::Owner owner_of(pqxx::transaction_base& transaction, const pqxx::row& row, const accounts::MailSeal& seal);

}  // namespace hub::passport_db
