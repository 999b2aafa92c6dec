#include "connectors/passport_db/event_list_store.hpp"

#include <map>

#include <pqxx/pqxx>

#include "connectors/passport_db/counters.hpp"
#include "connectors/passport_db/list_batch.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kExistingIds = R"(
    SELECT source_key, event_id FROM event
    WHERE source = $1 AND source_key IN (SELECT jsonb_array_elements_text($2::jsonb)))";

constexpr auto kDifferences = R"(
    SELECT given.source_key, e.event_id IS NULL,
           concat_ws(',', CASE WHEN e.programme <> given.programme THEN 'programme' END,
               CASE WHEN e.title <> given.title THEN 'title' END, CASE WHEN e.body <> given.body THEN 'body' END,
               CASE WHEN e.starts_on <> given.starts_on THEN 'starts_on' END,
               CASE WHEN e.ends_on <> given.ends_on THEN 'ends_on' END,
               CASE WHEN e.time_text <> given.time_text THEN 'time_text' END,
               CASE WHEN e.venue <> given.venue THEN 'venue' END, CASE WHEN e.address <> given.address THEN 'address' END,
               CASE WHEN e.city <> given.city THEN 'city' END,
               CASE WHEN (e.lat, e.lng) IS DISTINCT FROM (given.lat, given.lng) THEN 'position' END,
               CASE WHEN e.organizer <> given.organizer THEN 'organizer' END,
               CASE WHEN e.fee_text <> given.fee_text THEN 'fee_text' END, CASE WHEN e.url <> given.url THEN 'url' END,
               CASE WHEN e.published_until = '-infinity' THEN 'reopened' END)
    FROM jsonb_to_recordset($1::jsonb) AS given(
        source_key text, programme smallint, title text, body text, starts_on date, ends_on date, time_text text,
        venue text, address text, city text, lat float8, lng float8, organizer text, fee_text text, url text)
    LEFT JOIN event e ON e.source = $2 AND e.source_key = given.source_key)";

constexpr auto kUpsert = R"(
    INSERT INTO event AS e (event_id, programme, title, body, starts_on, ends_on, time_text, venue, address, city, lat, lng,
                            organizer, fee_text, url, status, source, source_key)
    SELECT event_id, programme, title, body, starts_on, ends_on, time_text, venue, address, city, lat, lng, organizer,
           fee_text, url, 'public', $2, source_key
    FROM jsonb_to_recordset($1::jsonb) AS given(
        event_id bigint, source_key text, programme smallint, title text, body text, starts_on date, ends_on date,
        time_text text, venue text, address text, city text, lat float8, lng float8, organizer text, fee_text text,
        url text)
    ON CONFLICT (source, source_key) DO UPDATE
    SET programme = excluded.programme, title = excluded.title, body = excluded.body, starts_on = excluded.starts_on,
        ends_on = excluded.ends_on, time_text = excluded.time_text, venue = excluded.venue, address = excluded.address,
        city = excluded.city, lat = excluded.lat, lng = excluded.lng, organizer = excluded.organizer,
        fee_text = excluded.fee_text, url = excluded.url, updated_at = now(),
        published_until = nullif(e.published_until, '-infinity'))";

constexpr auto kCount = R"(
    SELECT count(*) FROM event
    WHERE source = $1 AND status = 'public' AND published_until IS DISTINCT FROM '-infinity'
      AND ends_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date)";
constexpr auto kCountOthers = R"(
    SELECT count(*) FROM event
    WHERE source = $1 AND status = 'public' AND published_until IS DISTINCT FROM '-infinity'
      AND ends_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date
      AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";
constexpr auto kEndOthers = R"(
    UPDATE event SET published_from = NULL, published_until = '-infinity', updated_at = now()
    WHERE source = $1 AND status = 'public' AND published_until IS DISTINCT FROM '-infinity'
      AND ends_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date
      AND source_key NOT IN (SELECT jsonb_array_elements_text($2::jsonb)))";

void write_event(json::Writer& writer, std::int64_t event_id, const EventRecord& event) {
    writer.begin_object();
    writer.member("event_id", event_id);
    writer.member("source_key", event.source_key);
    writer.member("programme", event.programme);
    writer.member("title", event.title);
    writer.member("body", event.body);
    writer.member("starts_on", event.starts_on);
    writer.member("ends_on", event.ends_on);
    writer.member("time_text", event.time_text);
    writer.member("venue", event.venue);
    writer.member("address", event.address);
    writer.member("city", event.city);
    write_position(writer, event.position);
    writer.member("organizer", event.organizer);
    writer.member("fee_text", event.fee_text);
    writer.member("url", event.url);
    writer.end_object();
}

}  // namespace

std::vector<Difference> compare_events(UnitOfWork& unit_of_work, const std::string& source,
                                       const std::vector<EventRecord>& events) {
    json::Writer batch;
    batch.begin_array();
    for (const auto& event : events) write_event(batch, 0, event);
    batch.end_array();
    return differences(unit_of_work, kDifferences, batch.take(), source, keys_of(events));
}

void store_events(UnitOfWork& unit_of_work, const std::string& source, const std::vector<EventRecord>& events) {
    auto& transaction = runtime::native(unit_of_work);
    std::map<std::string, std::int64_t> existing;
    for (const auto& row : transaction.exec_params(kExistingIds, source, json_array(keys_of(events))))
        existing[row[0].as<std::string>()] = row[1].as<std::int64_t>();
    const auto new_events = static_cast<std::int64_t>(events.size() - existing.size());
    auto next_id = new_events > 0 ? take_ids(unit_of_work, Counter::event, new_events) : 0;
    json::Writer batch;
    batch.begin_array();
    for (const auto& event : events) {
        const auto known = existing.find(event.source_key);
        write_event(batch, known != existing.end() ? known->second : next_id++, event);
    }
    batch.end_array();
    transaction.exec_params(kUpsert, batch.take(), source);
}

int count_events(UnitOfWork& unit_of_work, const std::string& source) {
    return runtime::native(unit_of_work).exec_params1(kCount, source)[0].as<int>();
}

int count_other_events(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys) {
    return count_of(unit_of_work, kCountOthers, source, present_keys);
}

int end_other_events(UnitOfWork& unit_of_work, const std::string& source,
                     const std::vector<std::string>& present_keys) {
    return changed_by(unit_of_work, kEndOthers, source, present_keys);
}

}  // namespace hub::passport_db
