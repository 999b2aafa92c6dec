#pragma once

#include <cstdint>
#include <string>

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/shops/shop_store.hpp"

namespace hub::shops {

// What became of an approved application.
struct Approval {
    std::int64_t shop_temp_id = 0;
    std::int64_t shop_id = 0;
    std::string shop_name;
    std::string message_id;  // of the shop.approved message, whose delivery is the mail to the owner
};

// Publishes an application and, in the same transaction, the message shop.approved that tells its owner; its
// "owner_mail" is sealed.
// Errors: as ShopStore::approve; invalid "shop_application.no_mail" when the owner has no mail address to tell.
Result<Approval> approve_application(ShopStore& store, UnitOfWork& unit_of_work, const accounts::MailSeal& seal,
                                     const Clock& clock, std::int64_t shop_temp_id, const std::string& decided_by);

}  // namespace hub::shops
