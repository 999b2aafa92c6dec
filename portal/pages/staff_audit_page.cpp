#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

constexpr const char* kFilters[] = {"actor", "action", "object", "since", "until"};

std::string question_json(const TypedForm& form, std::string_view format) {
    json::Writer writer;
    writer.begin_object();
    for (const auto* name : kFilters)
        if (!form.text(name).empty()) writer.member(name, form.text(name));
    const auto before = json::Document::parse(form.text("before"));
    if (before) writer.member("before", before->root().as_integer().value_or(0));
    if (!format.empty()) writer.member("format", format);
    writer.end_object();
    return writer.take();
}

// The filter as it stands in an address, before more.
std::string query_text(const TypedForm& form) {
    std::string query;
    for (const auto* name : kFilters)
        if (!form.text(name).empty()) query += std::string(name) + "=" + percent_encode(form.text(name)) + "&";
    return query;
}

void fill_record(Values row, const json::Value& record) {
    const auto text = [&record](std::string_view name) { return std::string(record.string(name).value_or("")); };
    row.set("AT", japanese_text(text("at")));
    row.set("ACTOR", text("actor"));
    row.set("ACTION", text("action"));
    row.set("OBJECT", text("object_kind") + "/" + text("object_id"));
    if (!text("before").empty()) row.text_row("BEFORE", text("before"));
    if (!text("after").empty()) row.text_row("AFTER", text("after"));
    if (record.boolean("values_erased").value_or(false)) row.show("ERASED");
}

void fill_records(Values values, const TypedForm& form, const json::Value& reply) {
    const auto records = reply.find("records");
    const auto all = records ? records->elements() : std::vector<json::Value>{};
    for (const auto& record : all) fill_record(values.row("RECORD"), record);
    if (all.empty()) values.show("NOTHING");
    const auto more = query_text(form);
    if (const auto next = reply.integer("next_before"))
        values.row("OLDER").set("ADDRESS", "/staff/audit?" + more + "before=" + std::to_string(*next));
    values.show(reply.boolean("intact").value_or(false) ? "INTACT" : "NOT_INTACT");
    Values exported = values.row("EXPORT");
    exported.set("CSV", "/staff/audit/export?" + more + "format=csv");
    exported.set("JSON", "/staff/audit/export?" + more + "format=json");
}

HttpResponse audit(const PageRequest& request, const json::Value& who, const TypedForm& form,
                   const Result<json::Document>& reply) {
    PageData page("staff_audit.tpl");
    Values values = page.content();
    for (const std::string name : kFilters) {
        std::string marker = name;
        for (auto& letter : marker) letter = static_cast<char>(letter - 32);
        values.set(marker, form.text(name));
    }
    const Error* problem = reply ? nullptr : &reply.error();
    if (problem) fill_problems(request.texts(), values, *problem);
    else fill_records(values, form, reply->root());
    return finish_staff_page(request, page, request.texts().get("staff.audit.page"), who, problem);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_audit_page(PageRequest request) {
    const auto who = co_await ask_who(request);
    if (!who) co_return refusal(request, who.error());
    const TypedForm form = query_form(request);
    std::string data = question_json(form, {});
    const auto reply = co_await ask_as_caller(request, "audit.list", std::move(data));
    if (!reply && !is_about_own_form(reply.error())) co_return staff_failure(request, who->root(), reply.error());
    co_return audit(request, who->root(), form, reply);
}

boost::asio::awaitable<HttpResponse> staff_audit_export_page(PageRequest request) {
    // To the page: a file alone would leave the browser at the login.
    constexpr std::string_view kAudit = "/staff/audit";
    const auto who = co_await ask_who(request);
    if (!who) co_return refusal(request, who.error(), kAudit);
    const TypedForm form = query_form(request);
    const std::string format = form.has("format", "json") ? "json" : "csv";
    std::string data = question_json(form, format);
    const auto reply = co_await ask_as_caller(request, "audit.list", std::move(data));
    if (!reply && is_about_own_form(reply.error())) co_return audit(request, who->root(), form, reply);
    if (!reply) co_return staff_failure(request, who->root(), reply.error(), kAudit);
    HttpResponse response;
    response.status = 200;
    response.headers = {{"Content-Type", format == "csv" ? "text/csv; charset=utf-8" : "application/json"},
                        {"Content-Disposition", "attachment; filename=\"audit." + format + "\""},
                        {"Cache-Control", "no-store"}};
    response.body = (format == "csv" ? "\xEF\xBB\xBF" : "") + std::string(reply->root().string("text").value_or(""));
    co_return response;
}

}  // namespace hub::portal
