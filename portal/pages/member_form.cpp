#include "portal/pages/member_form.hpp"

#include <algorithm>

#include "portal/pages/account_area.hpp"
#include "portal/pages/chat_form.hpp"
#include "portal/pages/plain_text.hpp"
#include "portal/server/caller.hpp"
#include "portal/server/response_headers.hpp"
#include "router/core/ids.hpp"
#include "router/core/log.hpp"

namespace hub::portal {
namespace {

// "children" of "/children/1/sex".
std::string field_of(const FieldProblem& problem) {
    std::string_view field = problem.field;
    if (field.starts_with('/')) field.remove_prefix(1);
    return std::string(field.substr(0, field.find('/')));
}

std::string upper(std::string text) {
    for (auto& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
    return text;
}

constexpr std::chrono::seconds kSoon{10};

// Whether the same form may well be taken a little later. What is throttled without a time to wait is not a limit of
// ours on whoever sends: there is no room at all.
bool is_passing(const Error& error) {
    switch (error.kind) {
        case ErrorKind::throttled: return !error.retry_after;
        case ErrorKind::transient:
        case ErrorKind::not_begun:
        case ErrorKind::cancelled:
        case ErrorKind::unknown_outcome: return true;
        default: return false;
    }
}

std::string sentence_of(const Texts& texts, const Error& error) {
    if (error.kind == ErrorKind::unknown_outcome || error.kind == ErrorKind::cancelled)
        return texts.get("form.unknown_outcome");
    if (is_passing(error)) return texts.get("form.busy");
    if (!error.retry_after) return error.detail;
    const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(*error.retry_after).count());
    return texts.format("member.too_many", {{"seconds", std::to_string(seconds)}});
}

// With the name that this form has for the field, if it has one of its own; child_year_3 is the third child_year.
std::string sentence_at(const Texts& texts, const std::string& own_name, const FieldProblem& problem) {
    const auto number = own_name.find_last_not_of("0123456789") + 1;
    if (number < own_name.size() && texts.has(own_name.substr(0, number - 1)))
        return texts.format(own_name.substr(0, number - 1), {{"number", own_name.substr(number)}}) + "：" +
               problem.problem;
    if (!texts.has(own_name)) return problem_sentence(texts, problem);
    return texts.get(own_name) + "：" + problem.problem;
}

// The page of ours that a form was on, by what the browser says; else the area's own page.
std::string page_before(const PageRequest& request) {
    std::string_view address = find_header(request.http.headers, "Referer").value_or("");
    if (address.starts_with(request.base_url)) {
        const auto path = path_of(address.substr(request.base_url.size()));
        return page_after_login(area_of(request), path);
    }
    return std::string(area_of(request).home);
}

// That the form came without its session, and what to do.
void fill_session_over(const PageRequest& request, Values content, const Error& error) {
    Values notice = content.include("PROBLEMS", "form_again.tpl");
    if (is_stale(error)) notice.show("STALE");
    else notice.row("OVER").set("LOGIN", area_of(request).path("/login"));
}

HttpResponse stale_form(const PageRequest& request) {
    PageData page("stale_form.tpl");
    page.content().set("FORM", page_before(request));
    page.content().set("LOGIN", area_of(request).path("/login"));
    auto response = finish_member_page(request, page, request.texts().get("stale.page"));
    response.status = 403;
    return response;
}

}  // namespace

std::string_view TypedForm::text(std::string_view name) const { return trim(exact(name)); }

std::string_view TypedForm::exact(std::string_view name) const {
    return find_parameter(parameters_, name).value_or(std::string_view());
}

bool TypedForm::has(std::string_view name, std::string_view value) const {
    return std::any_of(parameters_.begin(), parameters_.end(),
                       [&](const auto& each) { return each.first == name && each.second == value; });
}

std::vector<std::string_view> TypedForm::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [each, value] : parameters_)
        if (each == name) values.push_back(value);
    return values;
}

TypedForm query_form(const PageRequest& request) {
    auto query = parse_urlencoded(query_of(request.http.target));
    return TypedForm(query ? std::move(*query) : HttpParameters{});
}

std::string data_of(const TypedForm& form, std::initializer_list<std::string_view> names) {
    json::Writer writer;
    writer.begin_object();
    for (const auto name : names) writer.member(name, name.ends_with("password") ? form.exact(name) : form.text(name));
    writer.end_object();
    return writer.take();
}

Result<TypedForm> read_form(const PageRequest& request, bool of_session) {
    auto parameters = parse_urlencoded(request.http.body);
    if (!parameters) return Error{ErrorKind::invalid, "pages.form", "the body is no form"};
    TypedForm form(std::move(*parameters));
    const bool own = is_from_own_page(request.http, request.base_url);
    if (!own || (of_session && !proves_session(request.http, form.exact("csrf")))) return unusable_form();
    return form;
}

Result<SessionForm> read_session_form(const PageRequest& request) {
    auto form = read_form(request, false);
    if (!form) return std::move(form).error();
    SessionForm sent{std::move(form).value(), std::nullopt};
    if (session_of(request.http).empty())
        sent.problem = Error{ErrorKind::unauthenticated, "session.missing", "nobody is logged in"};
    else if (!proves_session(request.http, sent.typed.exact("csrf")))
        sent.problem = Error{ErrorKind::forbidden, "pages.stale", "the form was given to another session"};
    return sent;
}

Error unusable_form() { return {ErrorKind::forbidden, "pages.forged", "the form is not one that this site gave"}; }

std::string account_of(const Result<json::Document>& own, std::string_view id, const TypedForm& sent) {
    return own ? std::to_string(own->root().integer(id).value_or(0)) : std::string(sent.text("account"));
}

bool is_of_another(const TypedForm& form, const std::optional<Error>& problem, const Result<json::Document>& own,
                   std::string_view id) {
    if (!problem || !is_stale(*problem) || (!own && is_logged_out(own.error()))) return false;
    return !own || account_of(own, id, form) != form.text("account");
}

boost::asio::awaitable<Result<json::Document>> ask_as_caller(PageRequest request, std::string type, std::string data) {
    Message message = make_message(*request.clock, "/portal", std::move(type), std::move(data));
    message.extensions["traceparent"] = request.traceparent;
    name_caller(message, request.http);
    Result<SharedText> reply = co_await request.router->ask(std::move(message), request.deadline);
    if (!reply) co_return std::move(reply).error();
    Result<json::Document> document = json::Document::parse(*reply ? std::string_view(**reply) : "null");
    if (!document) co_return Error{ErrorKind::bug, "pages.reply", "a reply is not JSON: " + document.error().detail};
    co_return document;
}

void fill_problems(const Texts& texts, Values values, const Error& error, std::string_view names) {
    if (is_logged_out(error) || is_stale(error)) return;  // see finish_member_page()
    Values problems = values.include("PROBLEMS", "problems.tpl");
    if (error.fields.empty()) problems.text_row("SENTENCE", sentence_of(texts, error));
    for (const auto& problem : error.fields) {
        const auto field = field_of(problem);
        Values line = problems.row("PROBLEM");
        line.set("FIELD", field);
        line.set("TEXT", sentence_at(texts, std::string(names) + field, {field, problem.problem}));
        values.text_row(upper(field) + "_PROBLEM", problem.problem);
    }
    // Once for each field, however much is wrong with it.
    std::vector<std::string> marked;
    for (const auto& problem : error.fields) {
        const auto mark = upper(field_of(problem)) + "_MARK";
        if (std::find(marked.begin(), marked.end(), mark) != marked.end()) continue;
        values.show(mark);
        marked.push_back(mark);
    }
}

bool is_about_form(const Error& error) {
    return error.kind == ErrorKind::invalid || error.kind == ErrorKind::unauthenticated ||
           error.kind == ErrorKind::throttled || error.kind == ErrorKind::conflict || is_stale(error) ||
           is_passing(error);
}

bool is_about_own_form(const Error& error) { return is_about_form(error) && !is_logged_out(error); }

int form_status(const Error& error) {
    if (is_logged_out(error)) return 401;
    if (is_stale(error)) return 403;
    if (is_passing(error)) return 503;
    switch (error.kind) {
        case ErrorKind::throttled: return 429;
        case ErrorKind::conflict: return 409;
        default: return 400;
    }
}

bool may_be_sent_again(const Error& error) { return is_logged_out(error) || is_stale(error) || is_passing(error); }

HttpResponse finish_form(const PageRequest& request, const PageData& page, PageHead head, const Error* problem) {
    if (problem) {
        head.title = request.texts().format("shops.title.problem", {{"page", head.title}});
        head.status = form_status(*problem);
    }
    auto response = finish_page(*request.content, page, head);
    forbid_keeping(response);
    if (head.status == 503)
        log::warning(
            "pages.failed",
            {{"code", problem->code}, {"detail", problem->detail}, {"trace_id", trace_id_of(request.traceparent)}});
    if (head.status == 401) ask_for_credentials(response);
    if (head.status == 503) ask_to_wait(response, problem->retry_after.value_or(kSoon));
    else if (problem && problem->retry_after) ask_to_wait(response, *problem->retry_after);
    return response;
}

HttpResponse finish_member_page(const PageRequest& request, const PageData& page, const std::string& title,
                                const Error* problem) {
    PageHead head;
    head.title = title;
    if (area_of(request).base.empty()) head.menu = MenuItem::me;
    head.chat_widget = false;
    head.no_index = true;
    if (problem && (is_logged_out(*problem) || is_stale(*problem)))
        fill_session_over(request, page.content(), *problem);
    return finish_form(request, page, std::move(head), problem);
}

HttpResponse member_failure(const PageRequest& request, const Error& error) {
    if (error.code == "pages.forged") return stale_form(request);
    auto response = failure_page(request, error);
    forbid_keeping(response);
    return response;
}

HttpResponse go_to(std::string path) {
    HttpResponse response;
    response.status = 303;
    response.headers = {{"Location", std::move(path)}, {"Cache-Control", "no-store"}};
    return response;
}

HttpResponse refusal(const PageRequest& request, const Error& error, std::string_view next) {
    if (!is_logged_out(error) && !is_other_account(error)) return member_failure(request, error);
    std::string_view notice;
    if (is_other_account(error)) notice = "other=1";
    else if (request.http.method == "POST") notice = "over=1";
    if (next.empty()) next = path_of(request.http.target);
    return go_to(login_url(area_of(request), next, notice));
}

}  // namespace hub::portal
