#pragma once

#include <string>
#include <string_view>

#include "portal/pages/page.hpp"

namespace hub::portal {

// The part of the site in which one kind of account registers and logs in: its paths, its messages, its words.
struct AccountArea {
    std::string_view kind;              // what the types of its messages begin with: member, owner
    std::string_view base;              // what its paths begin with
    std::string_view home;              // where somebody who has logged in comes to
    std::string_view back;              // key of the text of links back there
    std::string_view registration;      // keys of texts: the title of the first page,
    std::string_view registration_why;  // what it leads to,
    std::string_view login;             // the title of the login,
    std::string_view first_time;        // and the way from there to the registration

    std::string message_type(std::string_view action) const { return std::string(kind) + "." + std::string(action); }
    std::string path(std::string_view rest) const { return std::string(base) + std::string(rest); }
};

// The area that the request's path belongs to.
const AccountArea& area_of(const PageRequest& request);

// Whether this is the path of a page of the area, written as our paths are: never the address of another site, nor a
// page of another kind of account. It is the one rule for where a login may lead, and nothing else is trusted.
bool is_page_of(const AccountArea& area, std::string_view path);

// Where somebody comes to who has logged in: `next` when that is_page_of() the area, else the area's own page.
std::string page_after_login(const AccountArea& area, std::string_view next);

// The address `path` of a page on the way in, which keeps `next` when that is_page_of() the area and not its own page.
std::string with_next(const AccountArea& area, std::string path, std::string_view next);

// The area's login, from which the browser comes to page_after_login(); `notice` is what the login says, such as
// "over=1", or empty.
std::string login_url(const AccountArea& area, std::string_view next, std::string_view notice = {});

// BASE, what the paths of a template's forms and links begin with; HOME and HOME_NAME of the link back.
void fill_area(const PageRequest& request, Values values);

}  // namespace hub::portal
