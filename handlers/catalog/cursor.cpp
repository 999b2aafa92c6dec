#include "handlers/catalog/cursor.hpp"

#include <sodium/utils.h>

#include <cmath>

#include "handlers/catalog/byte_codec.hpp"

namespace hub::catalog {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kLongest = 1024;  // characters
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Error not_a_cursor(std::string problem) {
    Error error{ErrorKind::invalid, "shop.query_invalid", "入力に誤りがあります。"};
    error.fields.push_back({"/cursor", std::move(problem)});
    return error;
}

}  // namespace

std::string to_text(const Cursor& cursor) {
    ByteWriter writer;
    writer.byte(kFormat);
    writer.byte(static_cast<std::uint8_t>(cursor.order));
    writer.integer(cursor.query);
    writer.integer(cursor.shop_id);
    if (cursor.order == ShopOrder::distance) writer.number(cursor.squared_chord);
    else if (cursor.order == ShopOrder::updated_at) writer.integer(cursor.updated_at);
    else writer.text(cursor.name);
    const auto bytes = writer.take();
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      kVariant);
    text.pop_back();  // sodium's terminating NUL
    return text;
}

Result<Cursor> read_cursor(const ShopQuery& query) {
    const auto& text = query.cursor;
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const bool decoded = text.size() <= kLongest &&
                         sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                           text.size(), nullptr, &size, nullptr, kVariant) == 0;
    if (!decoded) return not_a_cursor("前の検索結果の next_cursor をそのまま指定してください。");
    bytes.resize(size);

    ByteReader reader(bytes);
    Cursor cursor;
    const bool known = reader.byte() == kFormat;
    cursor.order = static_cast<ShopOrder>(reader.byte());
    cursor.query = reader.unsigned_integer();
    cursor.shop_id = reader.integer();
    if (cursor.order == ShopOrder::distance) cursor.squared_chord = reader.number();
    else if (cursor.order == ShopOrder::updated_at) cursor.updated_at = reader.integer();
    else if (cursor.order == ShopOrder::name) cursor.name = reader.text();
    if (!known || !reader.ok() || !reader.at_end() || std::isnan(cursor.squared_chord))
        return not_a_cursor("前の検索結果の next_cursor をそのまま指定してください。");
    if (cursor.query != fingerprint(query))
        return not_a_cursor("別の条件の検索結果のものです。条件を変えたときは cursor を付けずに検索してください。");
    return cursor;
}

}  // namespace hub::catalog
