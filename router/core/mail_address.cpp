#include "router/core/mail_address.hpp"

#include <algorithm>
#include <array>

#include "router/core/lower_case.hpp"

namespace hub {
namespace {

constexpr std::size_t kLongestLocalPart = 64;
constexpr std::size_t kLongestAddress = 254;

// Carriers that once gave out addresses with dots where RFC 5321 has none.
constexpr std::array<std::string_view, 16> kLenientDomains = {
    "docomo.ne.jp",  "ezweb.ne.jp",  "au.com",        "uqmobile.jp",    "biglobe.ne.jp",  "softbank.ne.jp",
    "i.softbank.jp", "disney.ne.jp", "ymobile.ne.jp", "y-mobile.ne.jp", "ymobile1.ne.jp", "emobile.ne.jp",
    "willcom.com",   "pdx.ne.jp",    "rakumail.jp",   "vodafone.ne.jp"};

bool is_letter_or_digit(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

bool is_local_character(char character) {
    return is_letter_or_digit(character) ||
           std::string_view("!#$%&'*+/=?^_`{|}~.-").find(character) != std::string_view::npos;
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char character) { return is_letter_or_digit(character) || character == '-'; });
}

bool is_domain(std::string_view domain) {
    int labels = 0;
    for (std::size_t begin = 0; begin <= domain.size();) {
        const auto end = std::min(domain.find('.', begin), domain.size());
        if (!is_label(domain.substr(begin, end - begin))) return false;
        ++labels;
        begin = end + 1;
    }
    return labels >= 2;
}

bool is_lenient(std::string_view domain) {
    return std::any_of(kLenientDomains.begin(), kLenientDomains.end(), [&](std::string_view known) {
        return domain == known || (domain.ends_with(known) && domain[domain.size() - known.size() - 1] == '.');
    });
}

bool has_odd_dots(std::string_view local) {
    return local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos;
}

}  // namespace

std::optional<std::string> wire_address(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || text.size() > kLongestAddress) return std::nullopt;
    auto local = text.substr(0, at);
    const auto domain = lower_case(text.substr(at + 1));
    // Somebody may have written the quotes already.
    if (local.size() > 2 && local.starts_with('"') && local.ends_with('"')) local = local.substr(1, local.size() - 2);
    if (local.empty() || local.size() > kLongestLocalPart || !is_domain(domain)) return std::nullopt;
    if (!std::all_of(local.begin(), local.end(), is_local_character)) return std::nullopt;
    if (!has_odd_dots(local)) return std::string(local) + "@" + domain;
    if (!is_lenient(domain)) return std::nullopt;
    return "\"" + std::string(local) + "\"@" + domain;
}

std::string_view domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

std::string without_addresses(std::string_view text) {
    const auto belongs = [](char character) { return is_local_character(character) || character == '"'; };
    std::string masked(text);
    for (auto at = masked.find('@'); at != std::string::npos; at = masked.find('@', at)) {
        auto begin = at;
        auto end = at + 1;
        while (begin > 0 && belongs(masked[begin - 1])) --begin;
        while (end < masked.size() && belongs(masked[end])) ++end;
        masked.replace(begin, end - begin, "[address]");
        at = begin;
    }
    return masked;
}

}  // namespace hub
