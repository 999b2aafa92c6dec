#include "portal/pages/registration_link.hpp"

#include "portal/pages/member_form.hpp"

namespace hub::portal {

bool is_about_link(const Error& error) { return error.code.starts_with("accounts.link_"); }

HttpResponse useless_link(const PageRequest& request, const Error& error) {
    PageData page("register_link.tpl");
    fill_area(page.content(), area_of(request));
    page.content().set("TEXT", error.detail);
    auto response = finish_member_page(request, page, request.texts().get("register.link.page"));
    response.status = error.kind == ErrorKind::conflict ? 409 : 404;
    return response;
}

}  // namespace hub::portal
