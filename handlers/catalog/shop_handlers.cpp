#include "handlers/catalog/shop_handlers.hpp"

#include <limits>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/shop_query.hpp"
#include "router/core/json.hpp"

namespace hub::catalog {
namespace {

SharedText shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

Result<SharedText> get_shop(const Snapshot& snapshot, JapaneseTime now, const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "shop.id_invalid");
    const auto shop_id = reader.integer("shop_id", 1, std::numeric_limits<std::int64_t>::max());
    if (!shop_id && reader.ok()) reader.wrong("shop_id", "必要な項目です。");
    if (!reader.ok()) return reader.problems();
    auto found = snapshot.shop_json(*shop_id, now);
    if (!found) return Error{ErrorKind::not_found, "shop.not_found", "このお店は見つかりませんでした。"};
    return shared(std::move(*found));
}

Result<SharedText> legacy_list(const Snapshot& snapshot, const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "shop.list_invalid");
    const auto group = reader.integer("group", 1, 2).value_or(1);
    const auto start = reader.integer("start", 0, 1'000'000).value_or(0);
    if (!reader.ok()) return reader.problems();
    return shared(snapshot.legacy_list(static_cast<Programme>(group), static_cast<std::size_t>(start)));
}

}  // namespace

std::vector<FieldProblem> ShopListHandler::wrong_fields(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    return document ? wrong_fields_of(read_shop_query(document->root())) : std::vector<FieldProblem>();
}

boost::asio::awaitable<Result<SharedText>> ShopListHandler::handle(Message message, Deadline) {
    co_return answer(message);
}

Result<SharedText> ShopListHandler::answer(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    auto query = read_shop_query(document->root());
    if (!query) return query.error();
    query->now = japanese_time(clock_.wall());
    auto reply = holder_.current()->list_shops(*query);
    if (!reply) return std::move(reply).error();
    return shared(std::move(*reply));
}

boost::asio::awaitable<Result<SharedText>> ShopGetHandler::handle(Message message, Deadline) {
    co_return get_shop(*holder_.current(), japanese_time(clock_.wall()), message);
}

boost::asio::awaitable<Result<SharedText>> CodeListHandler::handle(Message, Deadline) {
    co_return shared(holder_.current()->code_list_json());
}

boost::asio::awaitable<Result<SharedText>> LegacyListHandler::handle(Message message, Deadline) {
    co_return legacy_list(*holder_.current(), message);
}

}  // namespace hub::catalog
