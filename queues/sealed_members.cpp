#include "queues/sealed_members.hpp"

#include <algorithm>
#include <array>

#include "router/core/json.hpp"

namespace hub::queues {
namespace {

constexpr std::array<std::string_view, 2> kAddresses{"mail", "owner_mail"};
constexpr std::array<std::string_view, 2> kHiddenBesides{"seed", "owner_name"};
constexpr std::string_view kShown = "(sealed)";

bool is_address(std::string_view name) {
    return std::find(kAddresses.begin(), kAddresses.end(), name) != kAddresses.end();
}

bool is_hidden(std::string_view name) {
    return is_address(name) || std::find(kHiddenBesides.begin(), kHiddenBesides.end(), name) != kHiddenBesides.end();
}

// The object `data`, with what `changed` gives instead of a member's text; the same text when that changes nothing.
std::string rewritten(const std::string& data,
                      const std::function<std::string(std::string_view name, std::string_view text)>& changed) {
    const auto document = json::Document::parse(data);
    if (!document || !document->root().is_object()) return data;
    bool any = false;
    json::Writer writer;
    writer.begin_object();
    for (const auto& [name, value] : document->root().members()) {
        writer.key(name);
        const auto text = value.as_string();
        const auto other = text ? changed(name, *text) : std::string();
        any = any || (text && other != *text);
        if (text) writer.value(other);
        else writer.raw(value.to_json());
    }
    writer.end_object();
    return any ? writer.take() : data;
}

}  // namespace

std::string without_sealed_members(const std::string& data) {
    return rewritten(data, [](std::string_view name, std::string_view text) {
        return std::string(is_hidden(name) ? kShown : text);
    });
}

std::string with_sealed_addresses(const std::string& data, const AddressSealer& seal) {
    return rewritten(data, [&](std::string_view name, std::string_view text) {
        return is_address(name) && text.find('@') != text.npos ? seal(text) : std::string(text);
    });
}

std::string with_original_members(const std::string& edited, const std::string& original) {
    return "(" + edited + " || (SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}') FROM jsonb_each(" + original +
           ") AS o WHERE " + edited + " ->> o.key = '" + std::string(kShown) + "'))";
}

}  // namespace hub::queues
