#include "handlers/catalog/snapshot.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/catalog/shop_json.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kLegacyPage = 10;

// By their id, each once.
template <typename Row>
std::vector<Row> in_order(std::vector<Row> rows, std::int64_t Row::*id) {
    std::stable_sort(rows.begin(), rows.end(), [id](const Row& one, const Row& other) { return one.*id < other.*id; });
    const auto same = [id](const Row& one, const Row& other) { return one.*id == other.*id; };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    return rows;
}

template <typename Row>
std::vector<Row> with_valid_positions(std::vector<Row> rows) {
    for (auto& row : rows)
        if (row.position && !is_valid(*row.position)) row.position.reset();
    return rows;
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
      shops_(with_valid_positions(in_order(std::move(data.shops), &ShopRow::shop_id))),
      places_(valid_places(std::move(data.places))),
      facilities_(with_valid_positions(in_order(std::move(data.facilities), &FacilityRow::facility_id))),
      events_(with_valid_positions(in_order(std::move(data.events), &EventRow::event_id))),
      articles_(in_order(std::move(data.articles), &ArticleRow::faminavi_id)),
      codes_(std::move(data.codes)),
      facility_search_(facilities_),
      event_search_(events_),
      article_search_(articles_),
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
    for (const auto& item : page.items) size += texts_.of(item.shop).size() + 60;
    std::string reply;
    reply.reserve(size);
    reply += "{\"items\":[";
    for (const auto& item : page.items) {
        if (reply.back() != '[') reply += ',';
        std::optional<std::int64_t> distance_m;
        if (item.squared_chord) distance_m = whole_metres(*item.squared_chord);
        append_closed(reply, texts_.of(item.shop), distance_m, search_.hours().of(item.shop).at(query.now));
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

const OpeningHours& Snapshot::opening_hours(const ShopRow& shop) const {
    return search_.hours().of(static_cast<std::uint32_t>(&shop - shops_.data()));
}

std::optional<bool> Snapshot::is_open(const ShopRow& shop, JapaneseTime now) const {
    const auto state = opening_hours(shop).at(now).state;
    if (state == OpeningHours::State::unknown) return std::nullopt;
    return state == OpeningHours::State::open;
}

std::optional<std::string> Snapshot::shop_json(std::int64_t shop_id, JapaneseTime now) const {
    const auto* shop = find_shop(shop_id);
    if (shop == nullptr) return std::nullopt;
    std::string json;
    append_closed(json, texts_.of(static_cast<std::size_t>(shop - shops_.data())), std::nullopt,
                  opening_hours(*shop).at(now));
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
