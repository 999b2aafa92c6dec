#include "handlers/members/favorites.hpp"

#include <charconv>
#include <limits>

#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/japanese_calendar.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;
using catalog::FieldReader;

constexpr int kShown = 20;
constexpr int kMostShown = 100;

struct Wanted {
    std::int64_t shop_id = 0;
    bool favorite = false;
};

Error no_such_shop() { return {ErrorKind::not_found, "shop.not_found", "このお店は見つかりませんでした。"}; }

std::int64_t read_shop_id(FieldReader& reader) {
    const auto shop_id = reader.integer("shop_id", 1, std::numeric_limits<std::int64_t>::max());
    if (!reader.present("shop_id")) reader.wrong("shop_id", "お店の番号を指定してください。");
    return shop_id.value_or(0);
}

Result<Wanted> read_wanted(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "favorites.invalid");
    Wanted wanted{read_shop_id(reader), false};
    const auto favorite = reader.present("favorite");
    const auto flag = favorite ? favorite->as_boolean() : std::nullopt;
    if (!flag) reader.wrong("favorite", "true か false で指定してください。");
    wanted.favorite = flag.value_or(false);
    if (!reader.ok()) return reader.problems();
    return wanted;
}

Result<FavoriteChange> wanted_change(const Result<Wanted>& wanted, std::int64_t user_id,
                                     const catalog::Snapshot& catalog) {
    if (!wanted) return wanted.error();
    if (wanted->favorite && !catalog.find_shop(wanted->shop_id)) return no_such_shop();
    return FavoriteChange{user_id, wanted->shop_id, wanted->favorite};
}

Result<std::int64_t> read_shop(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "favorites.invalid");
    const auto shop_id = read_shop_id(reader);
    if (!reader.ok()) return reader.problems();
    return shop_id;
}

std::int64_t microseconds(WallTime time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

// Where a page ended: not a place in the list but the last favourite's own, so that nothing moves it.
std::string to_cursor(const Favorite& last) {
    return std::to_string(microseconds(last.since)) + "-" + std::to_string(last.shop_id);
}

std::optional<Favorite> from_cursor(std::string_view text) {
    std::int64_t since = 0;
    Favorite last;
    const auto* end = text.data() + text.size();
    const auto time = std::from_chars(text.data(), end, since);
    if (time.ec != std::errc() || time.ptr == end || *time.ptr != '-') return std::nullopt;
    const auto shop = std::from_chars(time.ptr + 1, end, last.shop_id);
    // What a timestamp cannot hold is no place in any list.
    constexpr std::int64_t kLatest = 4'000'000'000'000'000;
    if (shop.ec != std::errc() || shop.ptr != end || since < 0 || since > kLatest || last.shop_id < 1)
        return std::nullopt;
    last.since = WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(since)));
    return last;
}

struct Page {
    std::optional<Favorite> after;
    int limit = kShown;
};

Result<Page> read_page(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    FieldReader reader(document->root(), "favorites.invalid");
    Page page;
    page.limit = static_cast<int>(reader.integer("limit", 1, kMostShown).value_or(kShown));
    if (const auto cursor = reader.text("cursor"); !cursor.empty()) {
        page.after = from_cursor(cursor);
        if (!page.after) reader.wrong("cursor", "前の応答の next_cursor をそのまま指定してください。");
    }
    if (!reader.ok()) return reader.problems();
    return page;
}

SharedText write_favorite(std::int64_t shop_id, bool favorite) {
    json::Writer writer;
    writer.begin_object();
    writer.member("shop_id", shop_id);
    writer.member("favorite", favorite);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

SharedText write_page(const catalog::Snapshot& catalog, const std::vector<Favorite>& found, int limit, WallTime now) {
    const auto shown = std::min(found.size(), static_cast<std::size_t>(limit));
    json::Writer writer;
    writer.begin_object();
    writer.key("items");
    writer.begin_array();
    for (std::size_t index = 0; index < shown; ++index) {
        const auto& favorite = found[index];
        const auto shop = catalog.shop_json(favorite.shop_id, japanese_time(now));
        writer.begin_object();
        writer.member("shop_id", favorite.shop_id);
        writer.member("since", to_rfc3339(favorite.since));
        writer.member("gone", !shop);
        if (shop) {
            writer.key("shop");
            writer.raw(*shop);
        }
        writer.end_object();
    }
    writer.end_array();
    writer.key("next_cursor");
    if (found.size() > shown) writer.value(to_cursor(found[shown - 1]));
    else writer.null();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

// With a key it is a change of its own, because the claim of the key is in the same transaction; what is refused is
// refused in there, too.
asio::awaitable<Result<void>> SetFavoriteHandler::set(Result<FavoriteChange> wanted, Message message,
                                                      accounts::Account member, Deadline deadline) {
    if (message.extension(kChangeKey).empty()) {
        if (!wanted) co_return wanted.error();
        auto setting = services_.favorite_changes.set(*wanted, deadline);
        auto done = co_await std::move(setting);
        co_return done;
    }
    Transactions::Job job = [this, wanted = std::move(wanted),
                             now = services_.accounts.clock.wall()](UnitOfWork& unit_of_work) -> Result<void> {
        if (!wanted) return wanted.error();
        return services_.favorites.set(unit_of_work, *wanted, now);
    };
    auto setting = services_.changes.run(message, member, std::move(job), deadline);
    const auto done = co_await std::move(setting);
    if (!done) co_return done.error();
    co_return Result<void>::success();
}

asio::awaitable<Result<SharedText>> SetFavoriteHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto wanted = read_wanted(message);
    auto change = wanted_change(wanted, session->account.id, *services_.catalog.current());
    auto setting = set(std::move(change), std::move(message), session->account, deadline);
    const auto done = co_await std::move(setting);
    if (!done) co_return done.error();
    if (!wanted) co_return wanted.error();
    co_return write_favorite(wanted->shop_id, wanted->favorite);
}

asio::awaitable<Result<SharedText>> GetFavoriteHandler::handle(Message message, Deadline deadline) {
    const auto shop_id = read_shop(message);
    if (!shop_id) co_return shop_id.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<bool>(UnitOfWork&)> work = [this, shop_id = *shop_id,
                                                     user_id = session->account.id](UnitOfWork& unit_of_work) {
        return Result<bool>(services_.favorites.has(unit_of_work, user_id, shop_id));
    };
    const auto favorite = co_await in_one_statement(services_.accounts.transactions, std::move(work), deadline);
    if (!favorite) co_return favorite.error();
    co_return write_favorite(*shop_id, *favorite);
}

std::vector<FieldProblem> FavoriteListHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_page(message));
}

asio::awaitable<Result<SharedText>> FavoriteListHandler::handle(Message message, Deadline deadline) {
    const auto page = read_page(message);
    if (!page) co_return page.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    // One more than is shown tells whether there is a next page.
    std::function<Result<std::vector<Favorite>>(UnitOfWork&)> work =
        [this, page = *page, user_id = session->account.id](UnitOfWork& unit_of_work) {
            return Result<std::vector<Favorite>>(
                services_.favorites.list(unit_of_work, user_id, page.after, page.limit + 1));
        };
    const auto found = co_await in_one_statement(services_.accounts.transactions, std::move(work), deadline);
    if (!found) co_return found.error();
    co_return write_page(*services_.catalog.current(), *found, page->limit, services_.accounts.clock.wall());
}

}  // namespace hub::members
