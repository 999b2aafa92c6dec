#include <span>

#include "portal/pages/card_view.hpp"
#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"
#include "portal/server/caller.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

// One kind of people that staff look up: by which criteria, and what is shown of somebody who was found.
struct LookUp {
    std::string_view kind;                       // what the types of its messages begin with
    std::string_view path;                       // of the page
    std::string_view texts;                      // what the keys of its texts begin with
    std::string_view id;                         // the criterion that is the person's number
    std::span<const std::string_view> criteria;  // the first is chosen unless another is
    void (*fill)(const Texts& texts, Values found, const json::Value& person);

    std::string type(std::string_view action) const { return std::string(kind) + "." + std::string(action); }
    std::string key(std::string_view rest) const { return std::string(texts) + std::string(rest); }
};

std::string text_of(const json::Value& person, std::string_view name) {
    return std::string(person.string(name).value_or(""));
}

std::string number_of(const json::Value& person, std::string_view name) {
    return std::to_string(person.integer(name).value_or(0));
}

void fill_account(const Texts& texts, Values found, const json::Value& person) {
    fill_staff_fact(found, texts.get("staff.second_step"),
                    texts.get("staff.second_step." + text_of(person, "second_step")));
    fill_staff_fact(found, texts.get("me.registered_at"), japanese_text(text_of(person, "registered_at")));
    fill_staff_fact(found, texts.get("staff.last_login_at"), japanese_text(text_of(person, "last_login_at")));
}

void fill_member(const Texts& texts, Values found, const json::Value& member) {
    fill_staff_fact(found, texts.get("staff.members.by.user_id"), number_of(member, "user_id"));
    fill_staff_fact(found, texts.get("field.mail"), text_of(member, "mail"));
    fill_staff_fact(found, texts.get("staff.status"), texts.get("staff.members.status." + text_of(member, "status")));
    fill_staff_fact(found, texts.get("field.programme"),
                    texts.get("member.programme." + std::to_string(member.integer("programme").value_or(1))));
    fill_staff_fact(found, texts.get("field.postal_code"), text_of(member, "postal_code"));
    fill_staff_fact(found, texts.get("field.city"), text_of(member, "city"));
    fill_staff_fact(found, texts.get("staff.members.by.card_number"), grouped_number(text_of(member, "card_number")));
    fill_account(texts, found, member);
}

void fill_owner(const Texts& texts, Values found, const json::Value& owner) {
    fill_staff_fact(found, texts.get("staff.owners.by.owner_id"), number_of(owner, "owner_id"));
    fill_staff_fact(found, texts.get("field.mail"), text_of(owner, "mail"));
    fill_staff_fact(found, texts.get("staff.status"), texts.get("staff.owners.status." + text_of(owner, "status")));
    for (const std::string name : {"company_name", "corporate_number"})
        fill_staff_fact(found, texts.get("field." + name), text_of(owner, name));
    fill_staff_fact(found, texts.get("owner.name"), text_of(owner, "name"));
    for (const std::string name : {"name_kana", "tel"})
        fill_staff_fact(found, texts.get("field." + name), text_of(owner, name));
    fill_account(texts, found, owner);
    const auto shops = owner.find("shops");
    const auto all = shops ? shops->elements() : std::vector<json::Value>{};
    if (all.empty()) return;
    Values list = found.row("SHOPS");
    for (const auto& shop : all) {
        Values row = list.row("SHOP");
        row.set("ID", number_of(shop, "shop_id"));
        row.set("NAME", text_of(shop, "name"));
    }
}

constexpr std::string_view kMemberCriteria[] = {"mail", "user_id", "card_number"};
constexpr std::string_view kOwnerCriteria[] = {"mail", "owner_id", "corporate_number"};
constexpr LookUp kMembers{"member", "/staff/members", "staff.members.", "user_id", kMemberCriteria, fill_member};
constexpr LookUp kOwners{"owner", "/staff/owners", "staff.owners.", "owner_id", kOwnerCriteria, fill_owner};

// The criterion that was chosen; a form that says none, or one that there is not, means the first.
std::string_view chosen_criterion(const LookUp& look_up, const TypedForm& form) {
    for (const auto name : look_up.criteria)
        if (form.has("by", name)) return name;
    return look_up.criteria.front();
}

// What was typed, as it was, by the name of what it is.
std::string search_json(const LookUp& look_up, const TypedForm& form) {
    json::Writer writer;
    writer.begin_object();
    writer.member(chosen_criterion(look_up, form), form.text("value"));
    writer.member("reason", form.text("reason"));
    writer.end_object();
    return writer.take();
}

void fill_criteria(const Texts& texts, Values values, const LookUp& look_up, std::string_view chosen) {
    for (const auto by : look_up.criteria) {
        Values row = values.row("BY");
        row.set("VALUE", by);
        row.set("NAME", texts.get(look_up.key("by." + std::string(by))));
        if (by == chosen) row.show("CHOSEN");
    }
}

std::string lifting_path(const LookUp& look_up, const std::string& id) {
    return std::string(look_up.path) + "/" + id + "/second-step";
}

// The form to take a second step away that somebody has lost.
void fill_lifting(Values found, const LookUp& look_up, const json::Value& person, const std::string& csrf) {
    const auto id = number_of(person, look_up.id);
    Values form = found.row("LIFT");
    form.set("ACTION", lifting_path(look_up, id));
    form.set("ID", id);
    form.set("CSRF", csrf);
}

void fill_found(const PageRequest& request, Values values, const LookUp& look_up, const json::Value& who,
                const json::Value& reply) {
    const auto items = reply.find("items");
    const auto all = items ? items->elements() : std::vector<json::Value>{};
    if (all.empty()) values.text_row("NOBODY", request.texts().get(look_up.key("nobody")));
    for (const auto& person : all) {
        Values found = values.row("FOUND");
        look_up.fill(request.texts(), found, person);
        if (text_of(who, "role") == "administrator" && text_of(person, "second_step") != "none")
            fill_lifting(found, look_up, person, csrf_token(session_of(request.http)));
    }
}

// What is wrong with any of the criteria is wrong with the one field they are typed into.
Error about_fields(Error error) {
    for (auto& problem : error.fields)
        if (problem.field != "/reason") problem.field = "/value";
    return error;
}

HttpResponse look_up_form(const PageRequest& request, const LookUp& look_up, const json::Value& who,
                          const TypedForm& form, const json::Value* reply, const Error* problem) {
    const auto& texts = request.texts();
    const auto title = texts.get(look_up.key("page"));
    PageData page("staff_look_up.tpl");
    Values values = page.content();
    values.set("TITLE", title);
    values.set("LEAD", texts.get(look_up.key("lead")));
    values.set("ACTION", look_up.path);
    values.set("VALUE", form.text("value"));
    values.set("REASON", form.text("reason"));
    fill_criteria(texts, values, look_up, chosen_criterion(look_up, form));
    if (problem) fill_problems(texts, values, about_fields(*problem));
    if (reply) fill_found(request, values, look_up, who, *reply);
    if (query_form(request).has("lifted", "1")) values.show("LIFTED");
    return finish_staff_page(request, page, title, who, problem);
}

boost::asio::awaitable<HttpResponse> empty_form(PageRequest request, const LookUp& look_up) {
    const auto who = co_await ask_who(request);
    if (!who) co_return refusal(request, who.error());
    co_return look_up_form(request, look_up, who->root(), {}, nullptr, nullptr);
}

// The form as it was typed, for whoever sent it, without a session too.
HttpResponse form_again(const PageRequest& request, const LookUp& look_up, const Result<json::Document>& who,
                        const TypedForm& form, Error problem) {
    if (!who && !is_about_form(who.error())) return refusal(request, who.error(), look_up.path);
    if (!who) problem = who.error();
    if (!is_about_form(problem)) return staff_failure(request, who->root(), problem, look_up.path);
    const json::Document none = nobody();
    return look_up_form(request, look_up, (who ? *who : none).root(), form, nullptr, &problem);
}

boost::asio::awaitable<HttpResponse> answer(PageRequest request, const LookUp& look_up) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    const auto who = co_await ask_who(request);
    std::optional<Error> problem = form->problem;
    if (!problem && who) {
        std::string data = search_json(look_up, form->typed);
        const auto reply = co_await ask_as_caller(request, look_up.type("find"), std::move(data));
        if (reply) {
            const auto found = reply->root();
            co_return look_up_form(request, look_up, who->root(), form->typed, &found, nullptr);
        }
        problem = reply.error();
    }
    co_return form_again(request, look_up, who, form->typed, problem ? *problem : who.error());
}

HttpResponse lifting_question(const PageRequest& request, const LookUp& look_up, const json::Value& who,
                              const std::string& id, const std::string& reason, const Error* problem = nullptr) {
    const auto& texts = request.texts();
    const auto person = texts.get(look_up.key("by." + std::string(look_up.id))) + " " + id;
    return question_page(request, who,
                         {texts.get("staff.lift.title"),
                          texts.format("staff.lift.question", {{"person", person}, {"reason", reason}}),
                          texts.get("staff.lift.send"),
                          lifting_path(look_up, id),
                          std::string(look_up.path),
                          {{"reason", reason}}},
                         problem);
}

boost::asio::awaitable<HttpResponse> lift(PageRequest request, const LookUp& look_up) {
    const auto form = read_session_form(request);
    if (!form) co_return member_failure(request, form.error());
    const auto who = co_await ask_who(request);
    const auto id = path_number(request, look_up.id);
    const std::string reason(form->typed.text("reason"));
    if (!who && !is_about_form(who.error())) co_return refusal(request, who.error(), look_up.path);
    const json::Document staff = who ? *who : nobody();
    const auto ask_again = [&](const Error& problem) {
        return lifting_question(request, look_up, staff.root(), std::to_string(id), reason, &problem);
    };
    if (form->problem || !who) co_return ask_again(who ? *form->problem : who.error());
    if (reason.empty()) {
        const Error problem{ErrorKind::invalid, "staff.invalid", request.texts().get("staff.lift.reason_needed")};
        co_return look_up_form(request, look_up, staff.root(), {}, nullptr, &problem);
    }
    if (!is_confirmed(form->typed))
        co_return lifting_question(request, look_up, staff.root(), std::to_string(id), reason);
    json::Writer data;
    data.begin_object();
    data.member(look_up.id, id);
    data.member("reason", reason);
    data.end_object();
    auto lifting = ask_as_form(request, form->typed, look_up.type("lift_second_step"), data.take());
    const auto lifted = co_await std::move(lifting);
    if (lifted) co_return go_to(std::string(look_up.path) + "?lifted=1");
    if (may_be_sent_again(lifted.error())) co_return ask_again(lifted.error());
    co_return form_again(request, look_up, who, form->typed, lifted.error());
}

}  // namespace

boost::asio::awaitable<HttpResponse> staff_members_page(PageRequest request) {
    return empty_form(std::move(request), kMembers);
}

boost::asio::awaitable<HttpResponse> staff_members_send_page(PageRequest request) {
    return answer(std::move(request), kMembers);
}

boost::asio::awaitable<HttpResponse> staff_member_lift_page(PageRequest request) {
    return lift(std::move(request), kMembers);
}

boost::asio::awaitable<HttpResponse> staff_owners_page(PageRequest request) {
    return empty_form(std::move(request), kOwners);
}

boost::asio::awaitable<HttpResponse> staff_owners_send_page(PageRequest request) {
    return answer(std::move(request), kOwners);
}

boost::asio::awaitable<HttpResponse> staff_owner_lift_page(PageRequest request) {
    return lift(std::move(request), kOwners);
}

}  // namespace hub::portal
