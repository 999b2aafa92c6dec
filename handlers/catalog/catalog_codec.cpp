#include "handlers/catalog/catalog_codec.hpp"

#include "handlers/catalog/byte_codec.hpp"

namespace hub::catalog {
namespace {

void write(ByteWriter& writer, const Position& position) {
    writer.number(position.lat);
    writer.number(position.lng);
}

Position read_position(ByteReader& reader) {
    Position position;
    position.lat = reader.number();
    position.lng = reader.number();
    return position;
}

void write(ByteWriter& writer, const ShopRow& shop) {
    writer.integer(shop.shop_id);
    writer.byte(static_cast<std::uint8_t>(shop.programme));
    for (const auto* text : {&shop.name, &shop.name_kana, &shop.postal_code, &shop.address, &shop.city, &shop.tel,
                             &shop.url, &shop.comment, &shop.opening_hours, &shop.position_source})
        writer.text(*text);
    writer.length(shop.genres.size());
    for (const auto& genre : shop.genres) writer.text(genre);
    writer.length(shop.benefits.size());
    for (const auto& benefit : shop.benefits) {
        writer.text(benefit.code);
        writer.text(benefit.title);
        writer.text(benefit.detail);
    }
    writer.byte(shop.position ? 1 : 0);
    if (shop.position) write(writer, *shop.position);
    writer.byte(shop.is_chain ? 1 : 0);
    writer.integer(static_cast<std::int64_t>(shop.updated_at.time_since_epoch().count()));
}

ShopRow read_shop(ByteReader& reader) {
    ShopRow shop;
    shop.shop_id = reader.integer();
    shop.programme = static_cast<Programme>(reader.byte());
    for (auto* text : {&shop.name, &shop.name_kana, &shop.postal_code, &shop.address, &shop.city, &shop.tel, &shop.url,
                       &shop.comment, &shop.opening_hours, &shop.position_source})
        *text = reader.text();
    shop.genres.resize(reader.count());
    for (auto& genre : shop.genres) genre = reader.text();
    shop.benefits.resize(reader.count());
    for (auto& benefit : shop.benefits) {
        benefit.code = reader.text();
        benefit.title = reader.text();
        benefit.detail = reader.text();
    }
    if (reader.byte() != 0) shop.position = read_position(reader);
    shop.is_chain = reader.byte() != 0;
    shop.updated_at = WallTime(WallTime::duration(reader.integer()));
    return shop;
}

void write(ByteWriter& writer, const PlaceRow& place) {
    writer.integer(place.place_id);
    for (const auto* text : {&place.name, &place.name_kana, &place.kind, &place.city}) writer.text(*text);
    write(writer, place.position);
    writer.integer(static_cast<std::int64_t>(place.weight));
    for (const auto* text : {&place.label, &place.prefecture, &place.postal_code}) writer.text(*text);
    writer.length(place.aliases.size());
    for (const auto& alias : place.aliases) writer.text(alias);
}

PlaceRow read_place(ByteReader& reader) {
    PlaceRow place;
    place.place_id = reader.integer();
    for (auto* text : {&place.name, &place.name_kana, &place.kind, &place.city}) *text = reader.text();
    place.position = read_position(reader);
    place.weight = static_cast<int>(reader.integer());
    for (auto* text : {&place.label, &place.prefecture, &place.postal_code}) *text = reader.text();
    place.aliases.resize(reader.count());
    for (auto& alias : place.aliases) alias = reader.text();
    return place;
}

void write(ByteWriter& writer, const places::Area& area) {
    for (const auto* text : {&area.code, &area.prefecture, &area.name}) writer.text(*text);
    writer.length(area.polygons.size());
    for (const auto& polygon : area.polygons) {
        writer.length(polygon.size());
        for (const auto& ring : polygon) {
            writer.length(ring.size());
            for (const auto& corner : ring) write(writer, corner);
        }
    }
}

places::Area read_area(ByteReader& reader) {
    places::Area area;
    for (auto* text : {&area.code, &area.prefecture, &area.name}) *text = reader.text();
    area.polygons.resize(reader.count());
    for (auto& polygon : area.polygons) {
        polygon.resize(reader.count());
        for (auto& ring : polygon) {
            const auto corners = reader.count();
            for (std::size_t corner = 0; corner < corners && reader.ok(); ++corner)
                ring.push_back(read_position(reader));
        }
    }
    return area;
}

void write(ByteWriter& writer, const CodeRow& code) {
    for (const auto* text : {&code.kind, &code.code, &code.name}) writer.text(*text);
    writer.integer(static_cast<std::int64_t>(code.sort));
}

CodeRow read_code(ByteReader& reader) {
    CodeRow code;
    for (auto* text : {&code.kind, &code.code, &code.name}) *text = reader.text();
    code.sort = static_cast<int>(reader.integer());
    return code;
}

template <typename Row>
void write_all(ByteWriter& writer, const std::vector<Row>& rows) {
    writer.length(rows.size());
    for (const auto& row : rows) write(writer, row);
}

// Grows as rows are really there: a damaged count must not make it ask for all memory.
template <typename Row>
void read_all(ByteReader& reader, Row (*read)(ByteReader&), std::vector<Row>& rows) {
    const auto count = reader.count();
    for (std::size_t row = 0; row < count && reader.ok(); ++row) rows.push_back(read(reader));
    rows.shrink_to_fit();
}

}  // namespace

std::string encode_catalog(const Snapshot& snapshot) {
    ByteWriter writer;
    writer.integer(snapshot.version());
    write_all(writer, snapshot.shops());
    write_all(writer, snapshot.place_rows());
    write_all(writer, snapshot.place_index().areas().areas());
    write_all(writer, snapshot.codes().rows());
    return writer.take();
}

Result<CatalogData> decode_catalog(std::string_view bytes) {
    ByteReader reader(bytes);
    CatalogData data;
    data.version = reader.integer();
    read_all(reader, read_shop, data.shops);
    read_all(reader, read_place, data.places);
    read_all(reader, read_area, data.areas);
    read_all(reader, read_code, data.codes);
    if (!reader.ok() || !reader.at_end())
        return Error{ErrorKind::permanent, "catalog.layout", "the contents do not have the expected layout"};
    return data;
}

}  // namespace hub::catalog
