#include "portal/pages/staff_form.hpp"

#include <charconv>

#include "portal/server/ask_once.hpp"
#include "portal/server/caller.hpp"
#include "router/core/ids.hpp"
#include "router/core/kept_answers.hpp"

namespace hub::portal {
namespace {

constexpr std::string_view kStaffRoles[] = {
    "viewer", "editor", "approver", "campaign_author", "campaign_approver", "administrator"};

void include_menu(Values content, const json::Value& who, const std::string& csrf) {
    Values menu = content.include("STAFF_MENU", "staff_menu.tpl");
    menu.set("NAME", who.string("name").value_or(""));
    menu.set("CSRF", csrf);
    if (who.string("role") == "administrator") menu.show("ADMINISTRATOR");
}

constexpr std::size_t kKeyBytes = 16;

// The key of a form of ours; nothing when somebody has written another.
std::optional<std::string> key_of(const TypedForm& form) {
    const auto key = form.text("once");
    if (key.size() != 2 * kKeyBytes || key.find_first_not_of("0123456789abcdef") != key.npos) return std::nullopt;
    return std::string(key);
}

// The key of the form that is shown. One that is shown again because it is not known to have been carried out keeps its
// own, so that sending it again does it once; what was refused is another wish next time.
std::string key_to_show(const PageRequest& request, const Error* problem) {
    const bool open = problem && (may_be_sent_again(*problem) || problem->code == kKeyInUse);
    auto sent = parse_urlencoded(request.http.body);
    const auto key = open && sent ? key_of(TypedForm(std::move(*sent))) : std::nullopt;
    return key ? *key : to_hex(random_bytes(kKeyBytes));
}

// An error about the key in words for people.
Error in_words(const PageRequest& request, const Error& error) {
    if (error.code == kKeyReused)
        return {ErrorKind::conflict, std::string(kKeyReused), request.texts().get("staff.once.reused")};
    if (error.code == kKeyInUse)
        return {ErrorKind::conflict, std::string(kKeyInUse), request.texts().get("staff.once.in_use")};
    return error;
}

}  // namespace

boost::asio::awaitable<Result<json::Document>> ask_as_form(PageRequest request, TypedForm form, std::string type,
                                                           std::string data) {
    Message message = make_message(*request.clock, "/portal", std::move(type), std::move(data));
    message.extensions["traceparent"] = request.traceparent;
    name_caller(message, request.http);
    auto question = ask_once(*request.router, *request.clock, std::move(message), key_of(form), request.deadline);
    Result<SharedText> reply = co_await std::move(question);
    if (!reply) co_return in_words(request, reply.error());
    Result<json::Document> document = json::Document::parse(*reply ? std::string_view(**reply) : "null");
    if (!document) co_return Error{ErrorKind::bug, "pages.reply", "a reply is not JSON: " + document.error().detail};
    co_return document;
}

boost::asio::awaitable<Result<json::Document>> ask_who(PageRequest request) {
    auto asking = ask_as_caller(std::move(request), "staff.me", "{}");
    auto who = co_await std::move(asking);
    co_return who;
}

json::Document nobody() { return json::Document::parse("{}").value(); }

HttpResponse staff_failure(const PageRequest& request, const json::Value& who, const Error& error,
                           std::string_view next) {
    if (!is_other_account(error)) return refusal(request, error, next);
    const auto& texts = request.texts();
    PageData page("staff_forbidden.tpl");
    const auto role = texts.get("staff.role." + std::string(who.string("role").value_or("viewer")));
    page.content().set("TEXT", texts.format("staff.forbidden.text", {{"role", role}}));
    auto response = finish_staff_page(request, page, texts.get("staff.forbidden.page"), who);
    response.status = 403;
    return response;
}

HttpResponse finish_staff_page(const PageRequest& request, const PageData& page, const std::string& title,
                               const json::Value& who, const Error* problem) {
    const auto csrf = csrf_token(session_of(request.http));
    if (who.find("staff_id")) include_menu(page.content(), who, csrf);
    page.content().set("CSRF", csrf);
    page.content().set("ONCE", key_to_show(request, problem));
    return finish_member_page(request, page, title, problem);
}

HttpResponse question_page(const PageRequest& request, const json::Value& who, const Question& question,
                           const Error* problem) {
    PageData page("staff_question.tpl");
    Values values = page.content();
    values.set("TITLE", question.title);
    values.set("TEXT", question.text);
    values.set("BUTTON", question.button);
    values.set("ACTION", question.action);
    values.set("BACK", question.back);
    for (const auto& [name, value] : question.fields) {
        Values row = values.row("GIVEN");
        row.set("NAME", name);
        row.set("VALUE", value);
    }
    if (problem) fill_problems(request.texts(), values, *problem);
    return finish_staff_page(request, page, question.title, who, problem);
}

std::int64_t path_number(const PageRequest& request, std::string_view name) {
    const auto text = find_parameter(request.http.path_parameters, name).value_or(std::string_view());
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : 0;
}

void fill_staff_fact(Values values, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    Values fact = values.row("FACT");
    fact.set("NAME", name);
    fact.set("VALUE", text);
}

void fill_roles(const Texts& texts, Values values, std::string_view chosen) {
    for (const auto role : kStaffRoles) {
        Values row = values.row("ROLE");
        row.set("VALUE", role);
        row.set("NAME", texts.get("staff.role." + std::string(role)));
        if (role == chosen) row.show("CHOSEN");
    }
}

}  // namespace hub::portal
