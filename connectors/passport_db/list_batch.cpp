#include "connectors/passport_db/list_batch.hpp"

#include <sstream>
#include <unordered_map>

#include <pqxx/pqxx>

#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kLockSource = "SELECT pg_advisory_xact_lock(hashtextextended('hub.import.' || $1, 0))";

}  // namespace

void lock_source(UnitOfWork& unit_of_work, const std::string& source) {
    runtime::native(unit_of_work).exec_params(kLockSource, source);
}

std::string json_array(const std::vector<std::string>& texts) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
    return writer.take();
}

std::vector<Difference> differences(UnitOfWork& unit_of_work, const char* query, const std::string& batch,
                                    const std::string& source, const std::vector<std::string>& keys) {
    std::unordered_map<std::string, Difference> by_key;
    for (const auto& row : runtime::native(unit_of_work).exec_params(query, batch, source)) {
        Difference difference{row[1].as<bool>()};
        std::istringstream fields(row[2].as<std::string>(""));
        for (std::string field; !difference.is_new && std::getline(fields, field, ',');)
            difference.fields.push_back(field);
        by_key[row[0].as<std::string>()] = std::move(difference);
    }
    std::vector<Difference> in_order;
    for (const auto& key : keys) in_order.push_back(by_key[key]);
    return in_order;
}

void write_position(json::Writer& writer, const std::optional<catalog::Position>& position) {
    if (!position) return;
    writer.member("lat", position->lat);
    writer.member("lng", position->lng);
}

void write_texts(json::Writer& writer, const char* name, const std::vector<std::string>& texts) {
    writer.key(name);
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
}

int count_of(UnitOfWork& unit_of_work, const char* query, const std::string& source,
             const std::vector<std::string>& present_keys) {
    return runtime::native(unit_of_work).exec_params1(query, source, json_array(present_keys))[0].as<int>();
}

int changed_by(UnitOfWork& unit_of_work, const char* statement, const std::string& source,
               const std::vector<std::string>& present_keys) {
    return static_cast<int>(
        runtime::native(unit_of_work).exec_params(statement, source, json_array(present_keys)).affected_rows());
}

}  // namespace hub::passport_db
