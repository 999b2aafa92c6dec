#include "portal/pages/card_view.hpp"
#include "portal/pages/member_form.hpp"
#include "portal/pages/page_views.hpp"
#include "portal/pages/shop_details.hpp"

namespace hub::portal {
namespace {

void fill_fact(Values facts, const std::string& name, const std::string& value) {
    Values fact = facts.row("FACT");
    fact.set("NAME", name);
    fact.set("VALUE", value);
}

// As portal/web/scripts/verify shows it.
void fill_result(const Texts& texts, Values values, const json::Value& checked) {
    const std::string state(checked.string("state").value_or("forged"));
    Values result = values.row("RESULT");
    const bool is_open = state == "number_only" || state == "unchecked";
    result.set("KIND", state == "valid" ? "notice-success" : is_open ? "" : "notice-error");
    result.set("HEADING", texts.get("verify." + state));
    if (is_open || state == "mistyped") result.text_row("NOTE", texts.get("verify." + state + ".note"));
    const auto number = checked.string("number");
    if (!number) return;
    Values facts = result.row("FACTS");
    if (state == "number_only") return fill_fact(facts, texts.get("card.number"), grouped_number(*number));
    fill_fact(facts, texts.get("field.programme"),
              texts.get("member.programme." + std::to_string(checked.integer("programme").value_or(1))));
    fill_fact(facts, texts.get("card.until"),
              date_text(texts, std::string(checked.string("valid_until").value_or("")) + "T00:00:00+09:00"));
    fill_fact(facts, texts.get("card.number"), grouped_number(*number));
}

// `checked`: what became of the code that was sent, if one was.
boost::asio::awaitable<HttpResponse> verify_answer(PageRequest request, std::string code,
                                                   std::optional<Result<json::Document>> checked) {
    const auto key = co_await ask(request, "card.key", "{}");
    if (!key && !checked) co_return failure_page(request, key.error());
    PageData page("verify.tpl");
    Values values = page.content();
    // Without the key no script may check: it would take every card for a forged one.
    if (key) values.text_row("KEY", key->root().string("public_key").value_or(""));
    values.set("CODE", code);
    PageHead head;
    head.title = request.texts().get("verify.page");
    head.chat_widget = false;
    if (!checked) co_return finish_page(*request.content, page, head);
    const Error* problem = *checked ? nullptr : &checked->error();
    if (problem) fill_problems(request.texts(), values, *problem, "verify.");
    else fill_result(request.texts(), values, (*checked)->root());
    // Whose card it was is nobody's business but the shop's, now.
    co_return finish_form(request, page, std::move(head), problem);
}

}  // namespace

boost::asio::awaitable<HttpResponse> verify_page(PageRequest request) {
    auto answer = verify_answer(std::move(request), {}, std::nullopt);
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> verify_send_page(PageRequest request) {
    const auto form = read_form(request, false);
    if (!form) co_return member_failure(request, form.error());
    std::string code(form->text("code"));
    json::Writer data;
    data.begin_object();
    data.member("code", code);
    data.end_object();
    auto checked = co_await ask(request, "card.check", data.take());
    if (!checked && !is_about_form(checked.error())) co_return member_failure(request, checked.error());
    auto answer = verify_answer(std::move(request), std::move(code), std::move(checked));
    auto response = co_await std::move(answer);
    co_return response;
}

boost::asio::awaitable<HttpResponse> verify_worker(PageRequest request) {
    // By no version's name, so that browsers ask each time whether there is another.
    co_return request.content->assets.serve("verify_worker.today.js", false);
}

}  // namespace hub::portal
