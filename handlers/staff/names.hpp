#pragma once

#include <string_view>

// In the audit a person of the staff is a name: nobody's may pass for another's, or for who is no person.
namespace hub::staff {

// Whether a text may be the name of a person of the staff or of a key: 1 to 80 characters, none of them invisible, no
// blank at either end; no "/", by which the audit tells them from those who are named otherwise ("key/...",
// "member/..."); and neither of the names by which the product itself acts, "hub" and "operator".
bool is_name(std::string_view text);

// What is_name() wants, behind whose name it is: "名前を" ...
inline constexpr std::string_view kNameRule =
    "80文字以内で指定してください。「/」と見えない文字、「hub」「operator」は使えません。";

// Whether two names are read as the same: as catalog::fold_name() (width, case, blanks).
bool are_alike(std::string_view one, std::string_view other);

}  // namespace hub::staff
