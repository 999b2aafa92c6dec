#include "connectors/passport_db/shop_list_store.hpp"

#include <map>
#include <set>

#include <pqxx/pqxx>

#include "connectors/passport_db/counters.hpp"
#include "connectors/passport_db/list_batch.hpp"
#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kExistingIds = R"(
    SELECT source_key, shop_id FROM shop
    WHERE source = $1 AND source_key IN (SELECT jsonb_array_elements_text($2::jsonb)))";

constexpr auto kDifferences = R"(
    SELECT given.source_key, s.shop_id IS NULL,
           concat_ws(',', CASE WHEN s.programme <> given.programme THEN 'programme' END,
               CASE WHEN s.name <> given.name THEN 'name' END,
               CASE WHEN s.name_kana <> given.name_kana THEN 'name_kana' END,
               CASE WHEN s.postal_code <> given.postal_code THEN 'postal_code' END,
               CASE WHEN s.address <> given.address THEN 'address' END,
               CASE WHEN s.city <> given.city THEN 'city' END, CASE WHEN s.tel <> given.tel THEN 'tel' END,
               CASE WHEN s.url <> given.url THEN 'url' END, CASE WHEN s.comment <> given.comment THEN 'comment' END,
               CASE WHEN s.opening_hours <> given.opening_hours THEN 'opening_hours' END,
               CASE WHEN s.closed_days <> given.closed_days THEN 'closed_days' END,
               CASE WHEN s.is_chain <> given.is_chain THEN 'is_chain' END,
               CASE WHEN (s.lat, s.lng, s.position_source) IS DISTINCT FROM (given.lat, given.lng, given.position_source)
                         AND s.position_source IS DISTINCT FROM 'owner_pin' THEN 'position' END,
               CASE WHEN given.genres <> (SELECT coalesce(jsonb_agg(genre_code ORDER BY sort), '[]') FROM shop_genre g
                                          WHERE g.shop_id = s.shop_id) THEN 'genres' END,
               CASE WHEN given.benefits <> (SELECT coalesce(jsonb_agg(jsonb_build_object('code', tokuten_code, 'title', title,
                                                                                         'detail', detail)
                                                                      ORDER BY tokuten_no), '[]')
                                            FROM shop_tokuten t WHERE t.shop_id = s.shop_id) THEN 'benefits' END,
               CASE WHEN s.hidden_reason = 'import' THEN 'reopened' END)
    FROM jsonb_to_recordset($1::jsonb) AS given(
        programme smallint, name text, name_kana text, postal_code text, address text, city text, tel text, url text,
        comment text, opening_hours text, closed_days text, lat float8, lng float8, position_source text, is_chain boolean,
        source_key text, genres jsonb, benefits jsonb)
    LEFT JOIN shop s ON s.source = $2 AND s.source_key = given.source_key)";

constexpr auto kCount = "SELECT count(*) FROM shop WHERE source = $1 AND status = 'public'";
constexpr auto kCountOthers = R"(
    SELECT count(*) FROM shop
    WHERE source = $1 AND status = 'public' AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

// Returns the ids of the shops it inserted or changed.
constexpr auto kUpsertShops = R"(
    INSERT INTO shop AS s (shop_id, programme, name, name_kana, postal_code, address, city, tel, url, comment,
                           opening_hours, closed_days, lat, lng, position_source, position_taken_at, is_chain, source,
                           source_key)
    SELECT shop_id, programme, name, name_kana, postal_code, address, city, tel, url, comment, opening_hours, closed_days,
           lat, lng, position_source, CASE WHEN lat IS NOT NULL THEN now() END, is_chain, $2, source_key
    FROM jsonb_to_recordset($1::jsonb) AS given(
        shop_id bigint, programme smallint, name text, name_kana text, postal_code text, address text, city text,
        tel text, url text, comment text, opening_hours text, closed_days text, lat float8, lng float8,
        position_source text, is_chain boolean, source_key text)
    ON CONFLICT (source, source_key) DO UPDATE
    SET programme = excluded.programme, name = excluded.name, name_kana = excluded.name_kana,
        postal_code = excluded.postal_code, address = excluded.address, city = excluded.city, tel = excluded.tel,
        url = excluded.url, comment = excluded.comment, opening_hours = excluded.opening_hours,
        closed_days = excluded.closed_days, is_chain = excluded.is_chain,
        lat = CASE WHEN s.position_source = 'owner_pin' THEN s.lat ELSE excluded.lat END,
        lng = CASE WHEN s.position_source = 'owner_pin' THEN s.lng ELSE excluded.lng END,
        position_taken_at = CASE WHEN s.position_source = 'owner_pin' THEN s.position_taken_at
                                 ELSE excluded.position_taken_at END,
        position_expires_at = NULL,
        position_source = CASE WHEN s.position_source = 'owner_pin' THEN s.position_source
                               ELSE excluded.position_source END,
        status = CASE WHEN s.hidden_reason = 'import' THEN 'public' ELSE s.status END,
        hidden_reason = nullif(s.hidden_reason, 'import'), updated_at = now()
    WHERE (s.programme, s.name, s.name_kana, s.postal_code, s.address, s.city, s.tel, s.url, s.comment, s.opening_hours,
           s.closed_days, s.is_chain)
          IS DISTINCT FROM (excluded.programme, excluded.name, excluded.name_kana, excluded.postal_code,
                            excluded.address, excluded.city, excluded.tel, excluded.url, excluded.comment,
                            excluded.opening_hours, excluded.closed_days, excluded.is_chain)
       OR (s.lat, s.lng, s.position_source) IS DISTINCT FROM (excluded.lat, excluded.lng, excluded.position_source)
          AND s.position_source IS DISTINCT FROM 'owner_pin'
       OR s.hidden_reason = 'import'
    RETURNING shop_id)";

// Return the ids of the shops whose list changed. A row is never in both parts: only what is not given is deleted.
constexpr auto kSyncGenres = R"(
    WITH batch AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS given(shop_id bigint, genres jsonb)),
    given AS (SELECT shop_id, genre #>> '{}' AS genre_code, sort
              FROM batch, jsonb_array_elements(genres) WITH ORDINALITY AS listed(genre, sort)),
    gone AS (DELETE FROM shop_genre g USING batch b
             WHERE g.shop_id = b.shop_id
               AND NOT EXISTS (SELECT FROM given WHERE shop_id = g.shop_id AND genre_code = g.genre_code)
             RETURNING g.shop_id),
    put AS (INSERT INTO shop_genre AS g (shop_id, genre_code, sort) SELECT shop_id, genre_code, sort FROM given
            ON CONFLICT (shop_id, genre_code) DO UPDATE SET sort = excluded.sort WHERE g.sort <> excluded.sort
            RETURNING g.shop_id)
    SELECT shop_id FROM gone UNION SELECT shop_id FROM put)";

constexpr auto kSyncBenefits = R"(
    WITH batch AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS given(shop_id bigint, benefits jsonb)),
    given AS (SELECT shop_id, tokuten_no, benefit ->> 'code' AS tokuten_code, benefit ->> 'title' AS title,
                     benefit ->> 'detail' AS detail
              FROM batch, jsonb_array_elements(benefits) WITH ORDINALITY AS listed(benefit, tokuten_no)),
    gone AS (DELETE FROM shop_tokuten t USING batch b
             WHERE t.shop_id = b.shop_id
               AND NOT EXISTS (SELECT FROM given WHERE shop_id = t.shop_id AND tokuten_no = t.tokuten_no)
             RETURNING t.shop_id),
    put AS (INSERT INTO shop_tokuten AS t (shop_id, tokuten_no, tokuten_code, title, detail)
            SELECT shop_id, tokuten_no, tokuten_code, title, detail FROM given
            ON CONFLICT (shop_id, tokuten_no) DO UPDATE
            SET tokuten_code = excluded.tokuten_code, title = excluded.title, detail = excluded.detail
            WHERE (t.tokuten_code, t.title, t.detail)
                  IS DISTINCT FROM (excluded.tokuten_code, excluded.title, excluded.detail)
            RETURNING t.shop_id)
    SELECT shop_id FROM gone UNION SELECT shop_id FROM put)";

constexpr auto kTouch = R"(
    UPDATE shop SET updated_at = now()
    WHERE updated_at <> now() AND shop_id IN (SELECT jsonb_array_elements($1::jsonb)::bigint))";

constexpr auto kHideOthers = R"(
    UPDATE shop SET status = 'hidden', hidden_reason = 'import', updated_at = now()
    WHERE source = $1 AND status = 'public'
      AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

std::string ids_array(const std::set<std::int64_t>& ids) {
    json::Writer writer;
    writer.begin_array();
    for (const auto id : ids) writer.value(id);
    writer.end_array();
    return writer.take();
}

void write_lists(json::Writer& writer, const ShopRecord& shop) {
    write_texts(writer, "genres", shop.genres);
    writer.key("benefits");
    writer.begin_array();
    for (const auto& benefit : shop.benefits) {
        writer.begin_object();
        writer.member("code", benefit.code);
        writer.member("title", benefit.title);
        writer.member("detail", benefit.detail);
        writer.end_object();
    }
    writer.end_array();
}

void write_shop(json::Writer& writer, std::int64_t shop_id, const ShopRecord& shop) {
    writer.begin_object();
    writer.member("shop_id", shop_id);
    writer.member("source_key", shop.source_key);
    writer.member("programme", shop.programme);
    writer.member("name", shop.name);
    writer.member("name_kana", shop.name_kana);
    writer.member("postal_code", shop.postal_code);
    writer.member("address", shop.address);
    writer.member("city", shop.city);
    writer.member("tel", shop.tel);
    writer.member("url", shop.url);
    writer.member("comment", shop.comment);
    writer.member("opening_hours", shop.opening_hours);
    writer.member("closed_days", shop.closed_days);
    writer.member("is_chain", shop.is_chain);
    write_position(writer, shop.position);
    if (shop.position) writer.member("position_source", shop.position_source);
    write_lists(writer, shop);
    writer.end_object();
}

using IdsByKey = std::map<std::string, std::int64_t>;

IdsByKey existing_ids(pqxx::transaction_base& transaction, const std::string& source,
                      const std::vector<ShopRecord>& shops) {
    IdsByKey ids;
    for (const auto& row : transaction.exec_params(kExistingIds, source, json_array(keys_of(shops))))
        ids[row[0].as<std::string>()] = row[1].as<std::int64_t>();
    return ids;
}

void collect_ids(const pqxx::result& rows, std::set<std::int64_t>& ids) {
    for (const auto& row : rows) ids.insert(row[0].as<std::int64_t>());
}

}  // namespace

std::vector<Difference> compare_shops(UnitOfWork& unit_of_work, const std::string& source,
                                      const std::vector<ShopRecord>& shops) {
    json::Writer batch;
    batch.begin_array();
    for (const auto& shop : shops) write_shop(batch, 0, shop);
    batch.end_array();
    return differences(unit_of_work, kDifferences, batch.take(), source, keys_of(shops));
}

void store_shops(UnitOfWork& unit_of_work, const std::string& source, const std::vector<ShopRecord>& shops) {
    auto& transaction = runtime::native(unit_of_work);
    const auto existing = existing_ids(transaction, source, shops);
    const auto new_shops = static_cast<std::int64_t>(shops.size() - existing.size());
    auto next_id = new_shops > 0 ? take_ids(unit_of_work, Counter::shop, new_shops) : 0;

    json::Writer batch;
    batch.begin_array();
    for (const auto& shop : shops) {
        const auto known = existing.find(shop.source_key);
        write_shop(batch, known != existing.end() ? known->second : next_id++, shop);
    }
    batch.end_array();
    const auto text = batch.take();

    std::set<std::int64_t> changed;
    collect_ids(transaction.exec_params(kUpsertShops, text, source), changed);
    collect_ids(transaction.exec_params(kSyncGenres, text), changed);
    collect_ids(transaction.exec_params(kSyncBenefits, text), changed);
    transaction.exec_params(kTouch, ids_array(changed));
}

int count_shops(UnitOfWork& unit_of_work, const std::string& source) {
    return runtime::native(unit_of_work).exec_params1(kCount, source)[0].as<int>();
}

int count_other_shops(UnitOfWork& unit_of_work, const std::string& source,
                      const std::vector<std::string>& present_keys) {
    return count_of(unit_of_work, kCountOthers, source, present_keys);
}

int hide_other_shops(UnitOfWork& unit_of_work, const std::string& source,
                     const std::vector<std::string>& present_keys) {
    return changed_by(unit_of_work, kHideOthers, source, present_keys);
}

}  // namespace hub::passport_db
