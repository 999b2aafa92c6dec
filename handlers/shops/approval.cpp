#include "handlers/shops/approval.hpp"

#include "router/core/json.hpp"

namespace hub::shops {
namespace {

Message approved_message(const Application& application, std::int64_t shop_id, const accounts::MailSeal& seal,
                         const Clock& clock) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_temp_id", application.shop_temp_id);
    writer.member("shop_id", shop_id);
    writer.member("shop_name", application.shop_name);
    writer.member("owner_name", application.owner_name);
    writer.member("owner_mail", seal.seal(application.owner_mail));
    writer.member("approved_at", to_rfc3339(clock.wall()));
    writer.end_object();
    auto message = make_message(clock, "/handlers/shops", "shop.approved", writer.take());
    message.subject = "shop_temp/" + std::to_string(application.shop_temp_id);
    return message;
}

}  // namespace

Result<Approval> approve_application(ShopStore& store, UnitOfWork& unit_of_work, const accounts::MailSeal& seal,
                                     const Clock& clock, std::int64_t shop_temp_id, const std::string& decided_by) {
    const auto application = store.find_application(unit_of_work, shop_temp_id);
    if (!application) return application.error();
    if (application->owner_mail.empty())
        return Error{ErrorKind::invalid, "shop_application.no_mail", "the owner has no mail address to tell"};
    const auto shop_id = store.approve(unit_of_work, shop_temp_id, decided_by);
    if (!shop_id) return shop_id.error();
    auto message = approved_message(*application, *shop_id, seal, clock);
    Approval approval{shop_temp_id, *shop_id, application->shop_name, message.id};
    unit_of_work.publish(std::move(message));
    return approval;
}

}  // namespace hub::shops
