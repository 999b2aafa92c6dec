#include "connectors/passport_db/reading_record.hpp"

#include <pqxx/pqxx>

#include "router/core/json.hpp"

namespace hub::passport_db {

void record_reading(pqxx::transaction_base& transaction, const Reading& reading) {
    json::Writer note;
    note.begin_object();
    note.member("by", reading.by);
    note.member("reason", reading.reason);
    note.end_object();
    transaction.exec_params0(
        "INSERT INTO hub.audit (actor, action, object_kind, object_id, after) VALUES ($1, $2, $3, $4, $5::jsonb)",
        reading.actor, reading.action, reading.object_kind, reading.object_id, note.take());
}

}  // namespace hub::passport_db
