#include "handlers/catalog/shop_json.hpp"

#include <charconv>

#include "router/core/json.hpp"

namespace hub::catalog {
namespace {

void write_code(json::Writer& writer, const CodeList& codes, std::string_view kind, const std::string& code) {
    writer.begin_object();
    writer.member("code", code);
    writer.member("name", codes.name_of(kind, code));
    writer.end_object();
}

void write_benefits(json::Writer& writer, const ShopRow& shop, const CodeList& codes) {
    writer.key("tokuten");
    writer.begin_array();
    for (const auto& benefit : shop.benefits) {
        writer.begin_object();
        writer.member("code", benefit.code);
        writer.member("name", codes.name_of("tokuten", benefit.code));
        writer.member("title", benefit.title);
        writer.member("detail", benefit.detail);
        writer.end_object();
    }
    writer.end_array();
}

void write_genres(json::Writer& writer, const ShopRow& shop, const CodeList& codes) {
    writer.key("genre");
    if (shop.genres.empty()) writer.null();
    else write_code(writer, codes, "genre", shop.genres.front());
    writer.key("genres");
    writer.begin_array();
    for (const auto& genre : shop.genres) write_code(writer, codes, "genre", genre);
    writer.end_array();
}

void write_position(json::Writer& writer, const ShopRow& shop) {
    writer.key("lat");
    if (shop.position) writer.value(shop.position->lat);
    else writer.null();
    writer.key("lng");
    if (shop.position) writer.value(shop.position->lng);
    else writer.null();
    writer.member("position_source", shop.position_source);
}

}  // namespace

std::string open_shop_json(const ShopRow& shop, const CodeList& codes) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_id", shop.shop_id);
    writer.member("name", shop.name);
    writer.member("name_kana", shop.name_kana);
    writer.member("programme", static_cast<int>(shop.programme));
    write_genres(writer, shop, codes);
    write_benefits(writer, shop, codes);
    writer.member("postal_code", shop.postal_code);
    writer.member("address", shop.address);
    writer.member("city", shop.city);
    writer.member("tel", shop.tel);
    writer.member("url", shop.url);
    writer.member("comment", shop.comment);
    writer.member("opening_hours", shop.opening_hours);
    write_position(writer, shop);
    writer.member("is_chain", shop.is_chain);
    writer.member("updated_at", to_rfc3339(shop.updated_at));
    writer.end_object();
    auto text = writer.take();
    text.pop_back();
    return text;
}

void append_closed(std::string& out, std::string_view open_json, std::optional<std::int64_t> distance_m,
                   const OpeningHours::Answer& hours) {
    out += open_json;
    const bool is_open = hours.state == OpeningHours::State::open;
    if (hours.state != OpeningHours::State::unknown) out += is_open ? ",\"open_now\":true" : ",\"open_now\":false";
    if (is_open && hours.irregular) out += ",\"irregular\":true";
    if (distance_m) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, *distance_m).ptr;
        out += ",\"distance_m\":";
        out.append(digits, end);
    }
    out += '}';
}

std::string legacy_shop_json(const ShopRow& shop) {
    json::Writer writer;
    const auto benefit = shop.benefits.empty() ? Benefit{} : shop.benefits.front();
    writer.begin_object();
    writer.member("SHOPID", std::to_string(shop.shop_id));
    writer.member("SHOPNAME", shop.name);
    writer.member("JUSHO", shop.address);
    writer.member("TEL", shop.tel);
    writer.member("YUBINNO", shop.postal_code.empty() ? std::string("0") : shop.postal_code);
    writer.member("TOKUTENTITLE", benefit.title);
    writer.member("TOKUTENDETAIL", benefit.detail);
    writer.member("COMMENT", shop.comment);
    for (const bool latitude : {true, false}) {
        writer.key(latitude ? "IDO" : "KEDO");
        std::string degrees;
        if (shop.position) {
            json::Writer number;
            number.value(latitude ? shop.position->lat : shop.position->lng);
            degrees = number.take();
        }
        writer.value(degrees);
    }
    writer.member("CHAINFLG", shop.is_chain ? "1" : "0");
    writer.end_object();
    return writer.take();
}

}  // namespace hub::catalog
