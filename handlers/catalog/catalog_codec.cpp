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

void write(ByteWriter& writer, const std::optional<Position>& position) {
    writer.byte(position ? 1 : 0);
    if (position) write(writer, *position);
}

std::optional<Position> read_position_if_any(ByteReader& reader) {
    if (reader.byte() == 0) return std::nullopt;
    return read_position(reader);
}

void write(ByteWriter& writer, const std::vector<std::string>& texts) {
    writer.length(texts.size());
    for (const auto& text : texts) writer.text(text);
}

std::vector<std::string> read_texts(ByteReader& reader) {
    std::vector<std::string> texts;
    const auto count = reader.count();
    for (std::size_t text = 0; text < count && reader.ok(); ++text) texts.push_back(reader.text());
    return texts;
}

void write(ByteWriter& writer, const ShopRow& shop) {
    writer.integer(shop.shop_id);
    writer.byte(static_cast<std::uint8_t>(shop.programme));
    for (const auto* text : {&shop.name, &shop.name_kana, &shop.postal_code, &shop.address, &shop.city, &shop.tel,
                             &shop.url, &shop.comment, &shop.opening_hours, &shop.position_source})
        writer.text(*text);
    write(writer, shop.genres);
    writer.length(shop.benefits.size());
    for (const auto& benefit : shop.benefits) {
        writer.text(benefit.code);
        writer.text(benefit.title);
        writer.text(benefit.detail);
    }
    write(writer, shop.position);
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
    shop.genres = read_texts(reader);
    shop.benefits.resize(reader.count());
    for (auto& benefit : shop.benefits) {
        benefit.code = reader.text();
        benefit.title = reader.text();
        benefit.detail = reader.text();
    }
    shop.position = read_position_if_any(reader);
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

void write(ByteWriter& writer, const FacilityRow& facility) {
    writer.integer(facility.facility_id);
    for (const auto* text :
         {&facility.kind, &facility.name, &facility.name_kana, &facility.address, &facility.city, &facility.tel,
          &facility.url, &facility.opening_hours, &facility.closed_days, &facility.comment})
        writer.text(*text);
    write(writer, facility.services);
    write(writer, facility.position);
}

FacilityRow read_facility(ByteReader& reader) {
    FacilityRow facility;
    facility.facility_id = reader.integer();
    for (auto* text : {&facility.kind, &facility.name, &facility.name_kana, &facility.address, &facility.city,
                       &facility.tel, &facility.url, &facility.opening_hours, &facility.closed_days, &facility.comment})
        *text = reader.text();
    facility.services = read_texts(reader);
    facility.position = read_position_if_any(reader);
    return facility;
}

void write(ByteWriter& writer, const EventRow& event) {
    writer.integer(event.event_id);
    writer.byte(static_cast<std::uint8_t>(event.programme));
    for (const auto& day : {event.first_day, event.last_day})
        writer.integer(static_cast<std::int64_t>(day.time_since_epoch().count()));
    for (const auto* text : {&event.title, &event.body, &event.time_text, &event.venue, &event.address, &event.city,
                             &event.fee_text, &event.url})
        writer.text(*text);
    write(writer, event.position);
}

EventRow read_event(ByteReader& reader) {
    EventRow event;
    event.event_id = reader.integer();
    event.programme = static_cast<Programme>(reader.byte());
    for (auto* day : {&event.first_day, &event.last_day})
        *day = std::chrono::sys_days(std::chrono::days(reader.integer()));
    for (auto* text : {&event.title, &event.body, &event.time_text, &event.venue, &event.address, &event.city,
                       &event.fee_text, &event.url})
        *text = reader.text();
    event.position = read_position_if_any(reader);
    return event;
}

void write(ByteWriter& writer, const ArticleRow& article) {
    writer.integer(article.faminavi_id);
    for (const auto* text : {&article.topic, &article.title, &article.body, &article.url, &article.city_code})
        writer.text(*text);
    write(writer, article.genres);
}

ArticleRow read_article(ByteReader& reader) {
    ArticleRow article;
    article.faminavi_id = reader.integer();
    for (auto* text : {&article.topic, &article.title, &article.body, &article.url, &article.city_code})
        *text = reader.text();
    article.genres = read_texts(reader);
    return article;
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
    write_all(writer, snapshot.facility_rows());
    write_all(writer, snapshot.event_rows());
    write_all(writer, snapshot.article_rows());
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
    read_all(reader, read_facility, data.facilities);
    read_all(reader, read_event, data.events);
    read_all(reader, read_article, data.articles);
    read_all(reader, read_area, data.areas);
    read_all(reader, read_code, data.codes);
    if (!reader.ok() || !reader.at_end())
        return Error{ErrorKind::permanent, "catalog.layout", "the contents do not have the expected layout"};
    return data;
}

}  // namespace hub::catalog
