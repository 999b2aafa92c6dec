#include "router/cli/audit_access.hpp"

#include "queues/audit/audit_read.hpp"

namespace hub::cli {
namespace {

queues::AuditSearch search_of(const staff::AuditQuestion& question) {
    return {question.actor, question.action, question.object, question.since, question.until};
}

// The audit speaks to operators; these are the sentences for the people at its page.
Error in_japanese(Error error) {
    error.detail = "入力に誤りがあります。";
    for (auto& field : error.fields) {
        if (field.field == "object") field.problem = "種類（staff）か、その一つ（staff/12）を指定してください。";
        else if (field.field == "since" || field.field == "until")
            field.problem = "日付（2026-11-20）か日時を指定してください。終わりは始まりより後にします。";
        else field.problem = "長すぎるか、使えない文字が入っています。";
        field.field = "/" + field.field;
    }
    return error;
}

Result<std::vector<queues::AuditRecord>> records_about(UnitOfWork& unit_of_work, const staff::AuditQuestion& question,
                                                       std::size_t most) {
    const auto filter = queues::read_audit_filter(search_of(question));
    if (!filter) return in_japanese(filter.error());
    return queues::newest_records(unit_of_work, *filter, question.before, most);
}

}  // namespace

Result<std::vector<std::string>> AuditAccess::read(UnitOfWork& unit_of_work, const staff::AuditQuestion& question,
                                                   std::size_t most) {
    const auto records = records_about(unit_of_work, question, most);
    if (!records) return records.error();
    std::vector<std::string> texts;
    for (const auto& record : *records) texts.push_back(queues::to_json(record, queues::Values::shown));
    return texts;
}

Result<std::string> AuditAccess::read_csv(UnitOfWork& unit_of_work, const staff::AuditQuestion& question,
                                          std::size_t most) {
    const auto records = records_about(unit_of_work, question, most + 1);
    if (!records) return records.error();
    if (records->size() > most) return std::string();
    auto text = queues::csv_header();
    for (const auto& record : *records) text += queues::csv_line(record);
    return text;
}

void AuditAccess::note(UnitOfWork& unit_of_work, const std::string& actor, const std::string& action,
                       const staff::AuditQuestion& question) {
    queues::write_reading(unit_of_work, actor, action, search_of(question));
}

}  // namespace hub::cli
