#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub::portal {

// A request target that was checked: no controls, blanks, fragment, bytes above 0x7F, broken or NUL escapes, dot
// segments, encoded slashes or ill-formed UTF-8 in its path.
struct RequestTarget {
    std::string origin_form;  // "/path?query", or "*"
    std::string authority;    // of an absolute-form target; else empty
};

// Checks origin form, absolute form (http and https, without user information; reduced to its origin form as RFC 9112
// 3.2.2 wants) and "*"; empty when the target is none of these.
std::optional<RequestTarget> parse_target(std::string_view text);

// The segments of a checked path, percent-decoded: "/a/b%20c" is {"a", "b c"}, "/a/" is {"a", ""}.
std::vector<std::string> path_segments(std::string_view path);

}  // namespace hub::portal
