#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

// What was typed, by the name of what it is; an empty field is none.
std::string search_json(const TypedForm& form) {
    json::Writer writer;
    writer.begin_object();
    const auto value = form.text("value");
    const auto by = form.text("by");
    if (by == "user_id") {
        const auto number = json::Document::parse(value);
        writer.member("user_id", number ? number->root().as_integer().value_or(-1) : -1);
    } else if (!value.empty()) {
        writer.member(by == "card_number" ? "card_number" : "mail", value);
    }
    writer.member("reason", form.text("reason"));
    writer.end_object();
    return writer.take();
}

void fill_choice(const Texts& texts, Values values, std::string_view chosen) {
    for (const std::string_view by : {"mail", "user_id", "card_number"}) {
        Values row = values.row("BY");
        row.set("VALUE", by);
        row.set("NAME", texts.get("staff.members.by." + std::string(by)));
        if (by == chosen) row.show("CHOSEN");
    }
}

void fill_member(const Texts& texts, Values found, const json::Value& member) {
    const auto text = [&member](std::string_view name) { return std::string(member.string(name).value_or("")); };
    fill_staff_fact(found, texts.get("staff.members.by.user_id"),
                    std::to_string(member.integer("user_id").value_or(0)));
    fill_staff_fact(found, texts.get("field.mail"), text("mail"));
    fill_staff_fact(found, texts.get("staff.status"), texts.get("staff.members.status." + text("status")));
    fill_staff_fact(found, texts.get("field.programme"),
                    texts.get("member.programme." + std::to_string(member.integer("programme").value_or(1))));
    fill_staff_fact(found, texts.get("field.postal_code"), text("postal_code"));
    fill_staff_fact(found, texts.get("field.city"), text("city"));
    fill_staff_fact(found, texts.get("staff.members.by.card_number"), text("card_number"));
    fill_staff_fact(found, texts.get("me.registered_at"), japanese_text(text("registered_at")));
    fill_staff_fact(found, texts.get("staff.last_login_at"), japanese_text(text("last_login_at")));
}

// What is wrong with any of the three is wrong with the one field they are typed into.
Error about_fields(Error error) {
    for (auto& problem : error.fields)
        if (problem.field != "/reason") problem.field = "/value";
    return error;
}

HttpResponse members(const PageRequest& request, const json::Value& who, const TypedForm& form,
                     const json::Value* reply, const Error* problem) {
    const auto& texts = request.texts();
    PageData page("staff_members.tpl");
    Values values = page.content();
    values.set("VALUE", form.text("value"));
    values.set("REASON", form.text("reason"));
    fill_choice(texts, values, form.text("by").empty() ? "mail" : form.text("by"));
    if (problem) fill_problems(texts, values, about_fields(*problem));
    if (reply) {
        const auto items = reply->find("items");
        const auto all = items ? items->elements() : std::vector<json::Value>{};
        if (all.empty()) values.show("NOBODY");
        for (const auto& member : all) fill_member(texts, values.row("FOUND"), member);
    }
    return finish_staff_page(request, page, texts.get("staff.members.page"), who, problem);
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_members_page(PageRequest request) {
    const auto who = co_await ask_who(request);
    if (!who) co_return staff_refusal(request, who.error());
    co_return members(request, who->root(), {}, nullptr, nullptr);
}

boost::asio::awaitable<HttpResponse> staff_members_send_page(PageRequest request) {
    const auto form = read_form(request, true);
    if (!form) co_return member_failure(request, form.error());
    const auto who = co_await ask_who(request);
    if (!who) co_return staff_refusal(request, who.error());
    std::string data = search_json(*form);
    const auto reply = co_await ask_as_caller(request, "member.find", std::move(data));
    if (reply) {
        const auto found = reply->root();
        co_return members(request, who->root(), *form, &found, nullptr);
    }
    if (is_about_form(reply.error())) co_return members(request, who->root(), *form, nullptr, &reply.error());
    co_return member_failure(request, reply.error());
}

}  // namespace hub::portal
