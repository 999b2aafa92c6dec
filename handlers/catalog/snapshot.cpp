#include "handlers/catalog/snapshot.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/catalog/shop_json.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLegacyPage = 10;

std::vector<ShopRow> in_order(std::vector<ShopRow> shops) {
    std::stable_sort(shops.begin(), shops.end(),
                     [](const ShopRow& one, const ShopRow& other) { return one.shop_id < other.shop_id; });
    const auto same = [](const ShopRow& one, const ShopRow& other) { return one.shop_id == other.shop_id; };
    shops.erase(std::unique(shops.begin(), shops.end(), same), shops.end());
    for (auto& shop : shops)
        if (shop.position && !is_valid(*shop.position)) shop.position.reset();
    return shops;
}

std::vector<PlaceRow> valid_places(std::vector<PlaceRow> places) {
    std::erase_if(places, [](const PlaceRow& place) { return !is_valid(place.position); });
    return without_repeats(std::move(places));
}

std::int64_t whole_metres(double squared_chord) { return std::llround(metres_of(squared_chord)); }

void write_code_names(json::Writer& writer, const CodeList& codes, std::string_view kind) {
    writer.begin_array();
    for (const auto* code : codes.of_kind(kind)) {
        writer.begin_object();
        writer.member("code", code->code);
        writer.member("name", code->name);
        writer.end_object();
    }
    writer.end_array();
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::build(CatalogData data) {
    return std::shared_ptr<const Snapshot>(new Snapshot(std::move(data)));
}

Snapshot::Snapshot(CatalogData data)
    : version_(data.version),
      shops_(in_order(std::move(data.shops))),
      places_(valid_places(std::move(data.places))),
      codes_(std::move(data.codes)),
      place_index_(places_, shops_, std::move(data.areas)),
      search_(shops_),
      texts_(shops_, codes_) {
    index_names();
    code_list_json_ = render_code_list();
}

void Snapshot::index_names() {
    for (std::uint32_t shop = 0; shop < shops_.size(); ++shop) {
        folded_names_.push_back(fold_name(shops_[shop].name));
        folded_readings_.push_back(fold_name(shops_[shop].name_kana));
        names_.add(folded_names_.back(), shop);
        if (!folded_readings_.back().empty()) names_.add(folded_readings_.back(), shop);
    }
}

Result<std::string> Snapshot::list_shops(const ShopQuery& query) const {
    std::optional<Cursor> after;
    if (!query.cursor.empty()) {
        auto cursor = read_cursor(query);
        if (!cursor) return std::move(cursor).error();
        after = std::move(*cursor);
    }
    const auto page = search_.find(query, after);
    constexpr std::size_t kFrame = 128;  // everything around and between the shops
    std::size_t size = kFrame + (page.more ? 512 : 0);
    for (const auto& item : page.items) size += texts_.of(item.shop).size() + 40;
    std::string reply;
    reply.reserve(size);
    reply += "{\"items\":[";
    for (const auto& item : page.items) {
        if (reply.back() != '[') reply += ',';
        append_closed(reply, texts_.of(item.shop), item.squared_chord ? whole_metres(*item.squared_chord) : -1);
    }
    reply += "],\"total\":";
    reply += std::to_string(page.total);
    reply += ",\"next_cursor\":";
    if (page.more) reply += '"' + to_text(search_.cursor_behind(page.items.back(), query)) + '"';
    else reply += "null";
    reply += '}';
    return reply;
}

Snapshot::FoundPage Snapshot::find_shops(const ShopQuery& query) const {
    const auto page = search_.find(query, std::nullopt);
    FoundPage found{{}, page.total};
    for (const auto& item : page.items) {
        found.shops.push_back({&shops_[item.shop], std::nullopt});
        if (item.squared_chord) found.shops.back().distance_m = whole_metres(*item.squared_chord);
    }
    return found;
}

const ShopRow* Snapshot::find_shop(std::int64_t shop_id) const {
    const auto found = std::partition_point(shops_.begin(), shops_.end(),
                                            [&](const ShopRow& shop) { return shop.shop_id < shop_id; });
    return found == shops_.end() || found->shop_id != shop_id ? nullptr : &*found;
}

std::optional<std::string> Snapshot::shop_json(std::int64_t shop_id) const {
    const auto* shop = find_shop(shop_id);
    if (shop == nullptr) return std::nullopt;
    std::string json;
    append_closed(json, texts_.of(static_cast<std::size_t>(shop - shops_.data())), -1);
    return json;
}

std::vector<const ShopRow*> Snapshot::shops_named(std::string_view name, std::size_t count) const {
    const auto wanted = fold_name(name);
    std::vector<const ShopRow*> found;
    if (wanted.empty()) return found;
    for (std::size_t shop = 0; shop < shops_.size() && found.size() < count; ++shop)
        if (folded_names_[shop] == wanted || folded_readings_[shop] == wanted) found.push_back(&shops_[shop]);
    if (!found.empty()) return found;
    const auto has = [&wanted](const std::u32string& text) { return text.find(wanted) != std::u32string::npos; };
    for (std::size_t shop = 0; shop < shops_.size() && found.size() < count; ++shop)
        if (has(folded_names_[shop]) || has(folded_readings_[shop])) found.push_back(&shops_[shop]);
    return found;
}

std::vector<const ShopRow*> Snapshot::shops_named_like(std::string_view name, std::size_t count) const {
    constexpr double kLeastLikeness = 0.3;
    std::vector<const ShopRow*> found;
    for (const auto& like : names_.most_like(fold_name(name), count, kLeastLikeness))
        found.push_back(&shops_[like.item]);
    return found;
}

std::string Snapshot::render_code_list() const {
    json::Writer writer;
    writer.begin_object();
    writer.key("genres");
    write_code_names(writer, codes_, "genre");
    writer.key("tokuten");
    write_code_names(writer, codes_, "tokuten");
    writer.key("cities");
    writer.begin_array();
    for (const auto& city : cities()) {
        writer.begin_object();
        writer.member("code", city);
        writer.member("name", city);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string Snapshot::legacy_list(Programme programme, std::size_t start) const {
    const auto& of_programme = search_.attributes().of_programme(programme);
    std::string entries;
    std::size_t seen = 0;
    of_programme.for_each([&](std::uint32_t shop) {
        const auto at = seen++;
        if (at < start || at >= start + kLegacyPage) return;
        if (!entries.empty()) entries += ',';
        entries += legacy_shop_json(shops_[shop]);
    });
    return "{\"STATUS\":200,\"COUNT\":" + std::to_string(seen) + ",\"DATALIST\":[" + entries + "]}";
}

}  // namespace hub::catalog
