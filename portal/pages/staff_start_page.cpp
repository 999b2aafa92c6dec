#include "portal/pages/staff_form.hpp"
#include "portal/pages/staff_views.hpp"

namespace hub::portal {

boost::asio::awaitable<HttpResponse> staff_start_page(PageRequest request) {
    const auto who = co_await ask_who(request);
    if (!who) co_return refusal(request, who.error());
    const auto& texts = request.texts();
    const auto& root = who->root();
    const std::string role(root.string("role").value_or(""));
    const auto codes = root.integer("recovery_codes").value_or(0);
    PageData page("staff_start.tpl");
    Values values = page.content();
    fill_staff_fact(values, texts.get("field.name"), root.string("name").value_or(""));
    fill_staff_fact(values, texts.get("field.mail"), root.string("mail").value_or(""));
    fill_staff_fact(values, texts.get("field.role"), texts.get("staff.role." + role));
    fill_staff_fact(values, texts.get("staff.codes"),
                    texts.format("staff.codes.left", {{"count", std::to_string(codes)}}));
    if (codes < 3) values.show("FEW_CODES");
    if (role == "administrator") values.show("ADMINISTRATOR");
    co_return finish_staff_page(request, page, texts.get("staff.start.page"), root);
}

}  // namespace hub::portal
