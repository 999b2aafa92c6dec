#include "connectors/passport_db/import/web_address.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace hub::passport_db {
namespace {

bool is_host_and_path(const std::string& text) {
    const auto host = text.substr(0, text.find_first_of("/?#"));
    const auto is_host_character = [](unsigned char character) {
        return std::isalnum(character) != 0 || character == '.' || character == '-';
    };
    return host.find('.') != std::string::npos && host.front() != '.' && host.back() != '.' &&
           std::all_of(host.begin(), host.end(), is_host_character);
}

// The address in the form the hub keeps; empty when it is none.
std::string whole_address(const std::string& address) {
    const auto scheme_end = address.find("://");
    auto scheme = address.substr(0, scheme_end == std::string::npos ? 0 : scheme_end);
    std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto rest = scheme_end == std::string::npos ? address : address.substr(scheme_end + 3);
    const bool has_space = std::any_of(address.begin(), address.end(), [](unsigned char c) { return c <= ' '; });
    const bool known_scheme = scheme.empty() || scheme == "http" || scheme == "https";
    if (has_space || !known_scheme || rest.empty() || !is_host_and_path(rest.substr(0, rest.find(':')))) return {};
    return (scheme.empty() ? "http" : scheme) + "://" + rest;
}

// The first address within a text: up to the first character that addresses do not have. Its host must end as hosts do,
// so that half an address (http://www.my shop.example) is not taken for a whole one.
std::string address_within(const std::string& text) {
    static constexpr std::array<std::string_view, 10> kEnds = {".jp",  ".com", ".net",  ".org",  ".info",
                                                               ".biz", ".co",  ".shop", ".site", ".me"};
    const auto begin = std::min(text.find("http://"), text.find("https://"));
    if (begin == std::string::npos) return {};
    auto end = begin;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
           static_cast<unsigned char>(text[end]) < 0x80 && text[end] != '"' && text[end] != '<' && text[end] != '>')
        ++end;
    const auto address = text.substr(begin, end - begin);
    const auto host_begin = address.find("//") + 2;
    const auto host =
        std::string_view(address).substr(host_begin, address.find_first_of("/?#:", host_begin) - host_begin);
    const bool whole =
        std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view last) { return host.ends_with(last); });
    return whole ? whole_address(address) : std::string();
}

// http//a.example and https:/a.example lack a character.
std::string with_whole_scheme(const std::string& address) {
    for (const std::string scheme : {"https", "http"}) {
        if (!address.starts_with(scheme)) continue;
        const auto rest = address.find_first_not_of(":/", scheme.size());
        const auto between = rest == std::string::npos ? 0 : rest - scheme.size();
        if (between == 1 || between == 2) return scheme + "://" + address.substr(rest);
    }
    return address;
}

bool replace_all(std::string& text, std::string_view from, std::string_view to) {
    bool replaced = false;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        text.replace(at, from.size(), to);
        replaced = true;
    }
    return replaced;
}

}  // namespace

Result<Transformed> web_address(std::string_view text) {
    std::string address(text);
    Transformed found;
    if (replace_all(address, "&amp;", "&")) found.correction = "URLの&amp;を&に直しました";
    found.text = whole_address(address);
    if (found.text.empty()) {
        found.text = whole_address(with_whole_scheme(nfkc(address)));
        found.correction = "URLの書き方を直しました";
    }
    if (found.text.empty()) {
        found.text = address_within(address);
        found.correction = "URLのほかにも文字があるため、最初のURLだけを取り込みました";
    }
    if (!found.text.empty()) return found;
    return Error{ErrorKind::invalid, "import.value", "httpまたはhttpsのURLではありません"};
}

}  // namespace hub::passport_db
