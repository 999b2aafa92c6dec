#include "connectors/passport_db/webhook_answer_store.hpp"

#include <pqxx/pqxx>

#include "connectors/support/sha256.hpp"
#include "router/core/ids.hpp"
#include "router/core/in_transaction.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

// A key may be long, hold any byte and tell whose conversation it is: the table needs none of that.
std::string digest_of(std::string_view key) { return to_hex(http::sha256(key)); }

}  // namespace

boost::asio::awaitable<Result<SharedText>> WebhookAnswerStore::find(std::string key, Deadline deadline) {
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [digest = digest_of(key)](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto rows = runtime::native(unit_of_work)
                              .exec_params("SELECT answer FROM hub.webhook_answer"
                                           " WHERE key_sha256 = $1 AND kept_at > now() - interval '2 minutes'",
                                           digest);
        if (rows.empty()) return SharedText();
        return std::make_shared<const std::string>(rows[0][0].as<std::string>());
    };
    return in_transaction(transactions_, std::move(work), deadline);
}

boost::asio::awaitable<Result<SharedText>> WebhookAnswerStore::keep(std::string key, SharedText answer,
                                                                    Deadline deadline) {
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [digest = digest_of(key), answer = std::move(answer)](UnitOfWork& unit_of_work) -> Result<SharedText> {
        auto& transaction = runtime::native(unit_of_work);
        // Whoever keeps one tidies a few of the old ones away, so the table holds two minutes and little more. Rows that
        // another worker is deleting are passed over.
        transaction.exec0(
            "DELETE FROM hub.webhook_answer WHERE key_sha256 IN"
            " (SELECT key_sha256 FROM hub.webhook_answer WHERE kept_at <= now() - interval '2 minutes'"
            "  ORDER BY kept_at LIMIT 10 FOR UPDATE SKIP LOCKED)");
        const auto row = transaction.exec_params1(
            "INSERT INTO hub.webhook_answer AS kept (key_sha256, answer) VALUES ($1, $2)"
            " ON CONFLICT (key_sha256) DO UPDATE SET answer = kept.answer RETURNING answer",
            digest, *answer);
        return std::make_shared<const std::string>(row[0].as<std::string>());
    };
    return in_transaction(transactions_, std::move(work), deadline);
}

}  // namespace hub::passport_db
