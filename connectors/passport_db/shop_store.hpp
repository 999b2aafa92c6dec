#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/shops/shop_store.hpp"

namespace hub::passport_db {

// hub::shops::ShopStore on the tables shop_temp, owner and shop.
class ShopStore final : public shops::ShopStore {
public:
    explicit ShopStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    Result<std::vector<shops::Application>> pending_applications(UnitOfWork& unit_of_work, int limit) override;
    Result<shops::Application> find_application(UnitOfWork& unit_of_work, std::int64_t shop_temp_id) override;
    Result<std::int64_t> approve(UnitOfWork& unit_of_work, std::int64_t shop_temp_id,
                                 const std::string& decided_by) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
