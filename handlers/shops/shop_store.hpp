#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about shops need of a database, in the words of the domain.
namespace hub::shops {

enum class ApplicationStatus { draft, applied, approved, rejected };

// A shop as an owner wants it published (table shop_temp).
struct Application {
    std::int64_t shop_temp_id = 0;
    ApplicationStatus status = ApplicationStatus::draft;
    int programme = 1;  // 1 まいど子, 2 縁ジョイ
    std::string shop_name;
    std::string city;
    std::string address;
    std::string owner_name;
    std::string owner_mail;               // personal: never to be logged
    std::optional<WallTime> applied_at;   // empty while a draft
    std::optional<std::int64_t> shop_id;  // the published shop: of a change to it, or once approved
};

// Stores are called inside a transaction, on a database thread. What the database itself refuses or loses is thrown and
// becomes an Error where the transaction is run (Transactions).
class ShopStore {
public:
    virtual ~ShopStore() = default;

    // Applications that wait for a decision, the longest waiting first; at most `limit`.
    virtual Result<std::vector<Application>> pending_applications(UnitOfWork& unit_of_work, int limit) = 0;

    // One application in any status; not_found "shop_application.not_found".
    virtual Result<Application> find_application(UnitOfWork& unit_of_work, std::int64_t shop_temp_id) = 0;

    // Publishes the application as `decided_by` (a name of hub.staff) and returns the id of the shop.
    // Errors: not_found "shop_application.not_found", conflict "shop_application.not_pending" when it does not wait for
    // a decision, forbidden "shop_application.not_allowed" when `decided_by` may not approve. After an error the
    // transaction must end.
    virtual Result<std::int64_t> approve(UnitOfWork& unit_of_work, std::int64_t shop_temp_id,
                                         const std::string& decided_by) = 0;
};

}  // namespace hub::shops
