#include "queues/message_filter.hpp"

#include <algorithm>
#include <charconv>

#include "queues/delivery.hpp"
#include "queues/postgres_array.hpp"
#include "queues/work_list.hpp"
#include "router/core/closest_name.hpp"
#include "router/core/http.hpp"
#include "router/core/ids.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kLongestText = 500;

std::optional<int> number_from(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::chrono::sys_days> date_from(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (!is_row_number(text.substr(0, 4)) || !is_row_number(text.substr(5, 2)) || !is_row_number(text.substr(8)))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*number_from(text.substr(0, 4))),
                                           std::chrono::month(static_cast<unsigned>(*number_from(text.substr(5, 2)))),
                                           std::chrono::day(static_cast<unsigned>(*number_from(text.substr(8))))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

// Reads the parts of a search one by one and keeps all that is wrong.
class FilterReader {
public:
    FilterReader(const MessageSearch& search, std::vector<FieldProblem> problems)
        : search_(search), problems_(std::move(problems)) {}

    Result<MessageFilter> read() {
        for (const auto* text : {&search_.person, &search_.shop, &search_.campaign, &search_.subject})
            if (text->size() > kLongestText || text->find('\0') != text->npos || !is_utf8(*text))
                wrong("search", "must be at most 500 bytes of UTF-8");
        read_type();
        read_state();
        read_subjects();
        read_person();
        read_times();
        read_place();
        if (problems_.empty()) return filter_;
        return Error{ErrorKind::invalid,
                     "messages.invalid_filter",
                     "the messages cannot be chosen like that",
                     {},
                     std::move(problems_)};
    }

private:
    void wrong(std::string field, std::string problem) { problems_.push_back({std::move(field), std::move(problem)}); }

    void read_type() {
        filter_.type = search_.type;
        const bool well_formed = std::all_of(search_.type.begin(), search_.type.end(), [](char character) {
            return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
                   character == '.' || character == '_';
        });
        if (!well_formed) wrong("type", "must be a message type like shop.approved, not \"" + search_.type + "\"");
    }

    void read_state() {
        static const std::vector<std::string> states{"pending", "leased",  "sending", "sent",
                                                     "failed",  "unknown", "parked"};
        filter_.state = search_.state;
        if (!search_.state.empty() && !state_from(search_.state))
            wrong("state", "there is no state \"" + search_.state + "\"" + did_you_mean(search_.state, states));
    }

    // A number, or one of the `kinds` with a number behind a slash; the subjects it means.
    void read_kind(const char* field, const std::string& text, const std::vector<std::string>& kinds) {
        if (text.empty()) return;
        const auto slash = text.find('/');
        const auto kind = text.substr(0, slash);
        if (slash == text.npos && is_row_number(text)) {
            for (const auto& known : kinds) filter_.subjects.push_back(known + "/" + text);
        } else if (slash != text.npos && std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
            filter_.subjects.push_back(text);
        } else {
            const auto hint = slash == text.npos ? std::string() : did_you_mean(kind, kinds);
            wrong(field, "must be a number like 12, or " + kinds.back() + "/12, not \"" + text + "\"" + hint);
        }
    }

    void read_subjects() {
        const int named = !search_.shop.empty() + !search_.campaign.empty() + !search_.subject.empty();
        if (named > 1) wrong("subject", "a message has one subject: give only one of shop, campaign and subject");
        read_kind("shop", search_.shop, {"shop", "shop_temp"});
        read_kind("campaign", search_.campaign, {"campaign"});
        if (!search_.subject.empty()) filter_.subjects.push_back(search_.subject);
    }

    void read_person() {
        if (search_.person.empty()) return;
        filter_.persons.push_back(search_.person);
        if (search_.person.find_first_of("/@") != std::string::npos) return;
        for (const char* kind : {"user", "users", "member", "owner"})
            filter_.persons.push_back(std::string(kind) + "/" + search_.person);
    }

    std::optional<WallTime> read_time(const char* field, const std::string& text, bool day_included) {
        if (text.empty()) return std::nullopt;
        const auto moment = read_moment(text, day_included);
        if (moment) return *moment;
        wrong(field, moment.error().detail + ", not \"" + text + "\"");
        return std::nullopt;
    }

    void read_times() {
        filter_.since = read_time("since", search_.since, false);
        filter_.until = read_time("until", search_.until, true);
        if (filter_.since && filter_.until && *filter_.since >= *filter_.until)
            wrong("until", "must be later than since");
    }

    void read_place() {
        filter_.after = search_.after;
        if (!search_.after.empty() && !is_uuid(search_.after))
            wrong("after", "must be the id of the message shown last, not \"" + search_.after + "\"");
        const auto limit = number_from(search_.limit);
        if (limit && *limit >= 1 && *limit <= 1'000) filter_.limit = static_cast<std::size_t>(*limit);
        else wrong("limit", "must be a whole number from 1 to 1000, not \"" + search_.limit + "\"");
    }

    const MessageSearch& search_;
    std::vector<FieldProblem> problems_;
    MessageFilter filter_;
};

std::string array_of(const std::vector<std::string>& texts) {
    PostgresArray array;
    for (const auto& text : texts) array.add(text);
    return array.text();
}

}  // namespace

std::string Conditions::place(std::string value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
}

MessageSearch search_in(const json::Value& object) {
    const auto text = [&object](const char* name) { return std::string(object.string(name).value_or("")); };
    return {text("person"), text("shop"),  text("campaign"), text("subject"),
            text("type"),   text("state"), text("since"),    text("until")};
}

Result<MessageFilter> read_filter(const MessageSearch& search, std::vector<FieldProblem> problems) {
    return FilterReader(search, std::move(problems)).read();
}

bool is_everything(const MessageFilter& filter) {
    return filter.state.empty() && filter.type.empty() && filter.subjects.empty() && filter.persons.empty() &&
           !filter.since && !filter.until && filter.after.empty();
}

Result<WallTime> read_moment(std::string_view text, bool day_included) {
    if (const auto date = date_from(text)) {
        const auto day = day_included ? *date + std::chrono::days(1) : *date;
        return WallTime(std::chrono::duration_cast<WallTime::duration>(day.time_since_epoch() - kJapanAheadOfUtc));
    }
    const auto moment = from_rfc3339(text);
    if (moment) return *moment;
    return Error{ErrorKind::invalid, "time.invalid",
                 "must be a date like 2026-11-20 (in Japan's time) or a time like 2026-11-20T10:15:30+09:00"};
}

void add_message_conditions(const MessageFilter& filter, Conditions& conditions) {
    if (!filter.type.empty()) conditions.also("m.type = " + conditions.place(filter.type));
    if (!filter.subjects.empty())
        conditions.also("m.subject = ANY(" + conditions.place(array_of(filter.subjects)) + "::text[])");
    if (filter.since)
        conditions.also("m.accepted_at >= " + conditions.place(to_rfc3339(*filter.since)) + "::timestamptz");
    if (filter.until)
        conditions.also("m.accepted_at < " + conditions.place(to_rfc3339(*filter.until)) + "::timestamptz");
}

void add_delivery_conditions(const MessageFilter& filter, bool rare, Conditions& conditions) {
    const auto chosen = state_from(filter.state);
    const auto state = chosen ? " AND " + is_in(*chosen, "d") : std::string();
    if (!filter.state.empty() && rare)
        conditions.also("m.id = ANY (ARRAY (SELECT message_id FROM " + std::string(kDeliveries) + " WHERE true" +
                        state + "))");
    else if (!filter.state.empty())
        conditions.also("EXISTS (SELECT FROM " + std::string(kDeliveries) + " WHERE i.message_id = m.id" + state + ")");
    if (filter.persons.empty()) return;
    // As a set of ids, so that both indexes can be used.
    const auto persons = conditions.place(array_of(filter.persons)) + "::text[]";
    conditions.also("m.id IN (SELECT id FROM hub.message WHERE subject = ANY(" + persons +
                    ") UNION ALL "
                    "SELECT i.message_id FROM " +
                    std::string(kDeliveries) + " WHERE i.recipient <> '' AND i.recipient = ANY(" + persons + ")" +
                    state + ")");
}

void add_recipient_condition(const MessageFilter& filter, Conditions& conditions) {
    if (filter.persons.empty()) return;
    const auto persons = conditions.place(array_of(filter.persons)) + "::text[]";
    conditions.also("(m.subject = ANY(" + persons + ") OR i.recipient = ANY(" + persons + "))");
}

}  // namespace hub::queues
