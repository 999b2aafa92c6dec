#include "handlers/catalog/shop_query.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLongestText = 100;  // code points
constexpr std::size_t kLongestCode = 64;   // bytes
constexpr std::size_t kMostCodes = 10;
constexpr std::array<std::string_view, 12> kMembers = {"lat",       "lng",      "radius_m", "q",     "genre", "tokuten",
                                                       "city",      "programme", "open_now", "sort", "limit", "cursor"};

// One code or a list of codes.
std::vector<std::string> read_codes(FieldReader& reader, std::string_view field) {
    std::vector<std::string> codes;
    const auto found = reader.present(field);
    if (!found) return codes;
    const auto elements = found->is_array() ? found->elements() : std::vector<json::Value>{*found};
    bool good = elements.size() <= kMostCodes;
    for (const auto& element : elements) {
        const auto code = element.as_string();
        good = good && code && code->size() <= kLongestCode;
        if (code && !code->empty()) codes.emplace_back(*code);
    }
    if (!good) reader.wrong(field, "コードの文字列、または10個以内のコードの配列で指定してください。");
    return codes;
}

void read_position(FieldReader& reader, ShopQuery& query) {
    const auto lat = reader.number("lat", -90, 90);
    const auto lng = reader.number("lng", -180, 180);
    const bool has_lat = reader.present("lat").has_value();
    const bool has_lng = reader.present("lng").has_value();
    if (has_lat && !has_lng) reader.wrong("lng", "lat を指定するときは lng も必要です。");
    if (has_lng && !has_lat) reader.wrong("lat", "lng を指定するときは lat も必要です。");
    if (lat && lng) query.near = Position{*lat, *lng};
    query.radius_m = reader.number("radius_m", 1, kLargestRadius);
    if (query.radius_m && !has_lat && !has_lng)
        reader.wrong("radius_m", "radius_m を指定するときは lat と lng も必要です。");
}

void read_order(FieldReader& reader, ShopQuery& query) {
    query.order = query.near ? ShopOrder::distance : ShopOrder::updated_at;
    if (!reader.present("sort")) return;
    const auto name = reader.text("sort");
    if (name == "distance") query.order = ShopOrder::distance;
    else if (name == "updated_at") query.order = ShopOrder::updated_at;
    else if (name == "name") query.order = ShopOrder::name;
    else reader.wrong("sort", "distance、updated_at、name のどれかを指定してください。");
    if (name == "distance" && !reader.present("lat") && !reader.present("lng"))
        reader.wrong("sort", "distance で並べるときは lat と lng も必要です。");
}

class Fingerprint {
public:
    void add(std::string_view text) {
        for (const char byte : text) add_byte(static_cast<unsigned char>(byte));
        add_byte(0xFF);  // occurs in no UTF-8 text: keeps neighbours apart
    }
    void add(std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) add_byte(static_cast<unsigned char>(number >> shift));
    }
    void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
    std::uint64_t value() const { return value_; }

private:
    void add_byte(unsigned char byte) { value_ = (value_ ^ byte) * 1099511628211ULL; }  // FNV-1a
    std::uint64_t value_ = 14695981039346656037ULL;
};

}  // namespace

Result<ShopQuery> read_shop_query(const json::Value& data) {
    FieldReader reader(data, "shop.query_invalid");
    ShopQuery query;
    for (const auto& [name, value] : data.members())
        if (std::find(kMembers.begin(), kMembers.end(), name) == kMembers.end())
            reader.wrong(name, "この項目はありません。");
    read_position(reader, query);
    query.text = reader.text("q");
    if (count_code_points(query.text) > kLongestText) reader.wrong("q", "100文字以内で指定してください。");
    query.genres = read_codes(reader, "genre");
    query.tokuten = read_codes(reader, "tokuten");
    query.city = reader.text("city");
    if (const auto programme = reader.integer("programme", 1, 2)) query.programme = static_cast<Programme>(*programme);
    if (const auto open_now = reader.present("open_now")) {
        if (!open_now->as_boolean()) reader.wrong("open_now", "true か false で指定してください。");
        query.open_now = open_now->as_boolean().value_or(false);
    }
    read_order(reader, query);
    query.limit = static_cast<std::size_t>(
        reader.integer("limit", 1, static_cast<std::int64_t>(kMostShopsPerPage)).value_or(20));
    query.cursor = reader.text("cursor");
    if (!reader.ok()) return reader.problems();
    return query;
}

std::uint64_t fingerprint(const ShopQuery& query) {
    Fingerprint print;
    print.add(static_cast<std::uint64_t>(query.order));
    print.add(static_cast<std::uint64_t>(query.near.has_value()));
    if (query.near) {
        print.add(query.near->lat);
        print.add(query.near->lng);
    }
    print.add(query.radius_m.value_or(0));
    if (query.beyond_m > 0) print.add(query.beyond_m);
    print.add(query.text);
    for (const auto& code : query.genres) print.add(code);
    print.add(std::uint64_t{0});
    for (const auto& code : query.tokuten) print.add(code);
    print.add(query.city);
    print.add(static_cast<std::uint64_t>(query.open_now));
    print.add(static_cast<std::uint64_t>(query.programme ? static_cast<int>(*query.programme) : 0));
    return print.value();
}

}  // namespace hub::catalog
