#include "handlers/accounts/provisional.hpp"

#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {

namespace asio = boost::asio;

asio::awaitable<Result<SharedText>> LinkHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    std::function<Result<Link>(UnitOfWork&)> work =
        [this, digest = digest_of(document->root().string("token").value_or(""))](UnitOfWork& unit_of_work) {
            return services_.accounts.find_link(unit_of_work, kind_, LinkPurpose::registration, digest,
                                                services_.clock.wall());
        };
    const auto link = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!link) co_return link.error();
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", link->mail);
    writer.member("expires_at", to_rfc3339(link->expires_at));
    writer.member("consent_version", kConsentVersion);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::accounts
