#include "queues/audit/audit_read.hpp"
#include "router/core/csv.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

void write_values(json::Writer& writer, const AuditRecord& record) {
    if (record.erased) writer.member("values_erased", true);
    if (!record.values) return;
    writer.member("salt", record.values->salt);
    // As texts: their digest is of every byte, and a JSON reader would not keep those.
    if (record.values->before) writer.member("before", *record.values->before);
    if (record.values->after) writer.member("after", *record.values->after);
}

std::string values_text(const AuditRecord& record) {
    if (record.erased) return "\n    its values were erased";
    if (!record.values) return {};
    std::string text;
    if (record.values->before) text += "\n    before  " + *record.values->before;
    if (record.values->after) text += "\n    after   " + *record.values->after;
    return text;
}

}  // namespace

std::string to_text(const AuditRecord& record, Values values) {
    auto text = std::to_string(record.id) + "  " + record.at + "  " + record.actor + "  " + record.action + "  " +
                record.object_kind + "/" + record.object_id;
    if (values == Values::shown) text += values_text(record);
    return text;
}

std::string to_json(const AuditRecord& record, Values values) {
    json::Writer writer;
    writer.begin_object();
    writer.member("id", record.id);
    writer.member("at", record.at);
    writer.member("actor", record.actor);
    writer.member("action", record.action);
    writer.member("object_kind", record.object_kind);
    writer.member("object_id", record.object_id);
    if (!record.value_digest.empty()) writer.member("value_digest", record.value_digest);
    writer.member("digest", digest_of(record));
    if (values == Values::shown) write_values(writer, record);
    writer.end_object();
    return writer.take();
}

std::string csv_header() { return "id,at,actor,action,object_kind,object_id,before,after,erased,digest\r\n"; }

std::string csv_line(const AuditRecord& record) {
    const auto& values = record.values;
    std::string line = std::to_string(record.id);
    for (const auto& cell :
         {record.at, record.actor, record.action, record.object_kind, record.object_id,
          values ? values->before.value_or("") : std::string(), values ? values->after.value_or("") : std::string(),
          std::string(record.erased ? "yes" : ""), digest_of(record)})
        line += "," + csv_cell(cell);
    return line + "\r\n";
}

}  // namespace hub::queues
