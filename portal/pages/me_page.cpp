#include "portal/pages/account_pages.hpp"
#include "portal/pages/code_names.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/server/caller.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::portal {
namespace {

void fill_fact(Values values, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    Values fact = values.row("FACT");
    fact.set("NAME", name);
    fact.set("VALUE", text);
}

std::string joined(const Texts& texts, const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : texts.get("list.comma")) + name;
    return all;
}

// The names of a list of codes; a code without a name stands for itself.
std::string names_of(const Texts& texts, const json::Value& me, std::string_view member,
                     const std::vector<CodeName>& codes) {
    std::vector<std::string> names;
    const auto list = me.find(member);
    for (const auto& element : list ? list->elements() : std::vector<json::Value>{}) {
        std::string name(element.as_string().value_or(""));
        for (const auto& [code, known] : codes)
            if (code == name) {
                name = known;
                break;
            }
        names.push_back(std::move(name));
    }
    return joined(texts, names);
}

std::string child_text(const Texts& texts, const json::Value& child) {
    auto text = texts.format("me.child", {{"year", std::to_string(child.integer("birth_year").value_or(0))},
                                          {"month", std::to_string(child.integer("birth_month").value_or(0))}});
    if (const auto sex = child.string("sex"))
        text += texts.format("me.child.sex", {{"sex", texts.get("member.sex." + std::string(*sex))}});
    return text;
}

std::string children_text(const Texts& texts, const json::Value& me) {
    std::vector<std::string> all;
    const auto children = me.find("children");
    for (const auto& child : children ? children->elements() : std::vector<json::Value>{})
        all.push_back(child_text(texts, child));
    return joined(texts, all);
}

std::string notices_text(const Texts& texts, const json::Value& me) {
    std::vector<std::string> all;
    if (me.boolean("notice_mail").value_or(false)) all.push_back(texts.get("register.notice_mail"));
    if (me.boolean("notice_push").value_or(false)) all.push_back(texts.get("register.notice_push"));
    const auto kinds = me.find("notice_kinds");
    for (const auto& kind : kinds ? kinds->elements() : std::vector<json::Value>{})
        all.push_back(texts.get("member.kind." + std::string(kind.as_string().value_or(""))));
    return all.empty() ? texts.get("me.notices.none") : joined(texts, all);
}

std::string quiet_text(const Texts& texts, const json::Value& me) {
    const auto from = me.integer("quiet_from");
    const auto until = me.integer("quiet_until");
    if (!from || !until) return {};
    return texts.format("me.quiet", {{"from", std::to_string(*from)}, {"until", std::to_string(*until)}});
}

void fill_member(const Texts& texts, Values values, const json::Value& me, const CodeNames& codes) {
    const auto text = [&me](std::string_view name) { return me.string(name).value_or(""); };
    fill_fact(values, texts.get("field.mail"), text("mail"));
    fill_fact(values, texts.get("field.programme"),
              texts.get("member.programme." + std::to_string(me.integer("programme").value_or(1))));
    fill_fact(values, texts.get("field.postal_code"), text("postal_code"));
    fill_fact(values, texts.get("field.city"), text("city"));
    fill_fact(values, texts.get("field.children"), children_text(texts, me));
    fill_fact(values, texts.get("field.genres"), names_of(texts, me, "genres", codes.genres));
    fill_fact(values, texts.get("field.tokuten"), names_of(texts, me, "tokuten", codes.tokuten));
    fill_fact(values, texts.get("field.notice_kinds"), notices_text(texts, me));
    fill_fact(values, texts.get("field.quiet_from"), quiet_text(texts, me));
    fill_fact(values, texts.get("me.registered_at"), japanese_text(text("registered_at")));
    fill_fact(values, texts.get("field.consent_version"), text("consent_version"));
}

}  // namespace

boost::asio::awaitable<HttpResponse> me_page(PageRequest request) {
    const auto me = co_await ask_as_caller(request, "member.me", "{}");
    if (!me) co_return refusal(request, me.error());
    const CodeNames codes = co_await ask_code_names(request);
    PageData page("me.tpl");
    page.content().set("CSRF", csrf_token(session_of(request.http)));
    if (query_of(request.http.target) == "saved=1") page.content().show("SAVED");
    fill_member(request.texts(), page.content(), me->root(), codes);
    co_return finish_member_page(request, page, request.texts().get("me.page"));
}

}  // namespace hub::portal
