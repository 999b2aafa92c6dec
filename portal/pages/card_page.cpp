#include "portal/pages/card_view.hpp"

#include "portal/pages/member_form.hpp"
#include "portal/pages/member_views.hpp"
#include "portal/pages/qr_code.hpp"
#include "portal/pages/shop_details.hpp"

namespace hub::portal {

std::string grouped_number(std::string_view number) {
    // Those of today's system are written as they are.
    if (number.size() != 14 || number.find_first_not_of("0123456789") != number.npos) return std::string(number);
    std::string text;
    for (std::size_t index = 0; index < number.size(); ++index) {
        if (index > 0 && index % 4 == 0) text += '-';
        text += number[index];
    }
    return text;
}

namespace {

// Of "2027-03-31", a day in Japan.
std::string day_text(const Texts& texts, std::string_view day) {
    return date_text(texts, std::string(day) + "T00:00:00+09:00");
}

void fill_code(Values values, std::string_view address) {
    const auto code = qr_code(address);
    if (code.path.empty()) return;
    Values drawing = values.row("QR");
    drawing.set("SIZE", std::to_string(code.size));
    drawing.set("PATH", code.path);
}

void fill_card(const PageRequest& request, Values values, const json::Value& card) {
    const Texts& texts = request.texts();
    const auto programme = std::to_string(card.integer("programme").value_or(1));
    const auto state = card.string("state").value_or("");
    values.set("PROGRAMME", texts.get("member.programme." + programme));
    values.set("NUMBER", grouped_number(card.string("number").value_or("")));
    if (const auto until = card.string("valid_until")) values.text_row("UNTIL", day_text(texts, *until));
    if (state == "ended")
        values.text_row("ENDED", texts.get(programme == "2" ? "card.ended.marriage" : "card.ended.family"));
    if (state == "not_entitled") values.show("NOT_ENTITLED");
    if (state != "valid") values.show("OVER");
    // Behind the sign: the telephone that opens the address does not send it to anybody.
    const auto code = card.string("code");
    if (!code) return;
    fill_code(values, request.base_url + "/verify#" + std::string(*code));
    values.show("USE");
}

}  // namespace

boost::asio::awaitable<HttpResponse> card_page(PageRequest request) {
    const auto card = co_await ask_as_caller(request, "member.card", "{}");
    if (!card) co_return refusal(request, card.error());
    PageData page("card.tpl");
    fill_card(request, page.content(), card->root());
    co_return finish_member_page(request, page, request.texts().get("card.page"));
}

}  // namespace hub::portal
