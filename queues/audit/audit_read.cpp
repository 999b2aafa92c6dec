#include "queues/audit/audit_read.hpp"

#include <pqxx/pqxx>

#include "queues/audit/audit_store.hpp"
#include "queues/person_change.hpp"
#include "router/core/http.hpp"
#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kLongestText = 500;

Conditions conditions_of(const AuditFilter& filter) {
    Conditions conditions;
    const auto equal = [&conditions](const char* column, const std::string& value) {
        if (!value.empty()) conditions.also(std::string("a.") + column + " = " + conditions.place(value));
    };
    equal("actor", filter.actor);
    equal("action", filter.action);
    equal("object_kind", filter.object_kind);
    equal("object_id", filter.object_id);
    if (filter.since) conditions.also("a.at >= " + conditions.place(to_rfc3339(*filter.since)) + "::timestamptz");
    if (filter.until) conditions.also("a.at < " + conditions.place(to_rfc3339(*filter.until)) + "::timestamptz");
    return conditions;
}

std::vector<AuditRecord> read(UnitOfWork& unit_of_work, const Conditions& conditions, const char* order,
                              std::size_t most) {
    // The page first: joined as a whole, the values of all records before it would be read with each page.
    const auto page =
        "(SELECT * FROM hub.audit AS a WHERE " + conditions.sql + order + " LIMIT " + std::to_string(most) + ")";
    const auto sql = record_source(page) + order;
    return records_from(
        runtime::native(unit_of_work).exec_params(sql, pqxx::prepare::make_dynamic_params(conditions.values)));
}

std::string json_of(const AuditSearch& search) {
    json::Writer writer;
    writer.begin_object();
    const auto asked = [&writer](const char* name, const std::string& value) {
        if (!value.empty()) writer.member(name, value);
    };
    asked("actor", search.actor);
    asked("action", search.action);
    asked("object", search.object);
    asked("since", search.since);
    asked("until", search.until);
    writer.end_object();
    return writer.take();
}

}  // namespace

Result<AuditFilter> read_audit_filter(const AuditSearch& search) {
    std::vector<FieldProblem> problems;
    const auto check = [&problems](const char* field, const std::string& text) {
        if (text.size() > kLongestText || text.find('\0') != text.npos || !is_utf8(text))
            problems.push_back({field, "must be at most 500 bytes of UTF-8"});
        return text;
    };
    const auto moment = [&problems](const char* field, const std::string& text,
                                    bool day_included) -> std::optional<WallTime> {
        if (text.empty()) return std::nullopt;
        const auto time = read_moment(text, day_included);
        if (time) return *time;
        problems.push_back({field, time.error().detail});
        return std::nullopt;
    };
    AuditFilter filter;
    filter.actor = check("actor", search.actor);
    filter.action = check("action", search.action);
    const auto slash = check("object", search.object).find('/');
    filter.object_kind = search.object.substr(0, slash);
    if (slash != search.object.npos) filter.object_id = search.object.substr(slash + 1);
    if (slash != search.object.npos && (slash == 0 || filter.object_id.empty()))
        problems.push_back({"object", "must be a kind like shop_temp, or one object of it like shop_temp/12"});
    filter.since = moment("since", search.since, false);
    filter.until = moment("until", search.until, true);
    if (filter.since && filter.until && *filter.since >= *filter.until)
        problems.push_back({"until", "must be later than since"});
    if (problems.empty()) return filter;
    return Error{
        ErrorKind::invalid, "audit.invalid_filter", "the records cannot be chosen like that", {}, std::move(problems)};
}

std::vector<AuditRecord> newest_records(UnitOfWork& unit_of_work, const AuditFilter& filter, std::int64_t before,
                                        std::size_t most) {
    auto conditions = conditions_of(filter);
    if (before > 0) conditions.also("a.id < " + conditions.place(std::to_string(before)) + "::bigint");
    return read(unit_of_work, conditions, " ORDER BY a.id DESC", most);
}

std::vector<AuditRecord> records_behind(UnitOfWork& unit_of_work, const AuditFilter& filter, std::int64_t last,
                                        std::size_t most) {
    auto conditions = conditions_of(filter);
    conditions.also("a.id > " + conditions.place(std::to_string(last)) + "::bigint");
    return read(unit_of_work, conditions, " ORDER BY a.id", most);
}

Result<void> note_reading(UnitOfWork& unit_of_work, const std::string& by, const std::string& action,
                          const AuditSearch& search) {
    auto& transaction = runtime::native(unit_of_work);
    if (transaction.exec_params("SELECT FROM hub.staff WHERE name = $1 AND status = 'active'", by).empty())
        return Error{ErrorKind::forbidden, "audit.not_allowed", "\"" + by + "\" is not known as active staff"};
    write_reading(unit_of_work, by, action, search);
    return Result<void>::success();
}

void write_reading(UnitOfWork& unit_of_work, const std::string& by, const std::string& action,
                   const AuditSearch& search) {
    runtime::native(unit_of_work)
        .exec_params0(
            "INSERT INTO hub.audit (actor, action, object_kind, object_id, after)"
            " VALUES ($1, $2, 'audit', $3, $4::jsonb)",
            by, action, search.object.empty() ? "*" : search.object, json_of(search));
}

Result<int> erase_values(UnitOfWork& unit_of_work, const std::string& by, const std::string& reason,
                         const std::string& object) {
    auto problems = problems_of({PersonChange::park, by, reason});
    const auto filter = read_audit_filter({.object = object});
    if (!filter || filter->object_id.empty())
        problems.push_back({"object", "must be one object like users/12, not \"" + object + "\""});
    if (!problems.empty())
        return Error{ErrorKind::invalid, "audit.invalid", "nothing was erased", {}, std::move(problems)};
    auto& transaction = runtime::native(unit_of_work);
    if (transaction.exec_params("SELECT FROM hub.staff WHERE name = $1 AND may_erase_audit_values", by).empty())
        return Error{ErrorKind::forbidden, "audit.not_allowed", "\"" + by + "\" may not erase values of records"};
    return transaction
        .exec_params1("SELECT hub.erase_audit_values($1, $2, $3, $4)", by, reason, filter->object_kind,
                      filter->object_id)[0]
        .as<int>();
}

}  // namespace hub::queues
