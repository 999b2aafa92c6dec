#include "portal/pages/account_area.hpp"

#include <algorithm>

namespace hub::portal {
namespace {

constexpr AccountArea kMembers{"member",        "",           "/me",           "me.back", "register.page",
                               "register.lead", "login.page", "login.register"};
constexpr AccountArea kOwners{"owner",
                              "/owners",
                              "/owners",
                              "owner.back",
                              "owner.register.page",
                              "owner.register.lead",
                              "owner.login.page",
                              "owner.login.register"};

// Staff are invited: they have no page to register, and a login of their own.
constexpr AccountArea kStaff{"staff", "/staff", "/staff", "staff.back", "", "", "", ""};

// Whether the path is `base` or below it.
bool is_in(std::string_view path, std::string_view base) {
    return path.starts_with(base) && (path.size() == base.size() || path[base.size()] == '/');
}

const AccountArea& area_at(std::string_view path) {
    if (is_in(path, kOwners.base)) return kOwners;
    return is_in(path, kStaff.base) ? kStaff : kMembers;
}

// The letters that our paths are made of: nothing that a browser, a proxy or a decoder could read as anything else.
bool is_plain_path(std::string_view text) {
    constexpr std::size_t kLongestPath = 100;
    return text.size() > 1 && text.size() <= kLongestPath && text[0] == '/' && text.back() != '/' &&
           text.find("//") == text.npos && std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '/' ||
                      letter == '_' || letter == '-';
           });
}

}  // namespace

const AccountArea& area_of(const PageRequest& request) { return area_at(path_of(request.http.target)); }

bool is_page_of(const AccountArea& area, std::string_view path) {
    return is_plain_path(path) && area_at(path).kind == area.kind;
}

std::string page_after_login(const AccountArea& area, std::string_view next) {
    return std::string(is_page_of(area, next) ? next : area.home);
}

std::string with_next(const AccountArea& area, std::string path, std::string_view next) {
    if (!is_page_of(area, next) || next == area.home) return path;
    const bool has_query = path.find('?') != path.npos;
    return std::move(path) + (has_query ? "&next=" : "?next=") + std::string(next);
}

std::string login_url(const AccountArea& area, std::string_view next, std::string_view notice) {
    auto path = area.path("/login");
    if (!notice.empty()) path += "?" + std::string(notice);
    return with_next(area, std::move(path), next);
}

void fill_area(const PageRequest& request, Values values) {
    const auto& area = area_of(request);
    values.set("BASE", area.base);
    values.set("HOME", area.home);
    values.set("HOME_NAME", request.texts().get(area.back));
}

}  // namespace hub::portal
