#include "handlers/members/profile.hpp"

#include <algorithm>
#include <set>

#include <date/date.h>

#include "handlers/accounts/provisional.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/members/municipalities.hpp"
#include "router/core/japanese_time.hpp"

namespace hub::members {
namespace {

using catalog::FieldReader;

constexpr std::size_t kMostChildren = 20;
constexpr std::size_t kMostCodes = 30;
constexpr std::size_t kLongestCode = 20;
constexpr int kOldestChild = 30;          // years: the passport ends before, a member may not have changed its entry
constexpr int kMonthsAhead = 10;          // of a child that is expected

bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= kLongestCode && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= 'a' && letter <= 'z') || letter == '_';
    });
}

// A list of different texts that `fits` takes.
template <typename Fits>
std::vector<std::string> read_list(FieldReader& reader, std::string_view field, Fits fits) {
    std::vector<std::string> all;
    const auto list = reader.present(field);
    if (!list) return all;
    std::set<std::string> seen;
    for (const auto& element : list->elements()) {
        const auto text = element.as_string();
        if (!text || !fits(*text)) reader.wrong(field, "選べるものの中から指定してください。");
        else if (seen.insert(std::string(*text)).second) all.emplace_back(*text);
    }
    if (!list->is_array() || all.size() > kMostCodes) reader.wrong(field, "30件までの配列で指定してください。");
    return all;
}

bool read_flag(FieldReader& reader, std::string_view field) {
    const auto value = reader.present(field);
    if (!value) return false;
    const auto flag = value->as_boolean();
    if (!flag) reader.wrong(field, "true か false で指定してください。");
    return flag.value_or(false);
}

int this_month(WallTime now) {
    const date::year_month_day day(date::floor<date::days>(now + kJapanAheadOfUtc));
    return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1;
}

void read_child(FieldReader& reader, const json::Value& value, std::size_t number, int now, Profile& profile) {
    const auto place = "children/" + std::to_string(number);
    Child child;
    const auto birth_year = value.integer("birth_year").value_or(0);
    const auto birth_month = value.integer("birth_month").value_or(0);
    child.sex = value.string("sex").value_or("");
    const bool is_month = birth_month >= 1 && birth_month <= 12 && birth_year >= 1900 && birth_year <= 9999;
    if (!is_month) return reader.wrong(place, "生まれた年と月を、西暦で指定してください。");
    const auto month = birth_year * 12 + birth_month - 1;
    const auto first = now - kOldestChild * 12;
    if (month < first)
        return reader.wrong(place, std::to_string(first / 12) + "年" + std::to_string(first % 12 + 1) +
                                       "月以後に生まれたお子さまを指定してください。");
    if (month > now + kMonthsAhead)
        return reader.wrong(place, "予定日は" + std::to_string(kMonthsAhead) + "か月先まで指定できます。");
    if (!child.sex.empty() && child.sex != "female" && child.sex != "male")
        return reader.wrong(place + "/sex", "female か male を指定するか、省いてください。");
    child.birth_year = static_cast<int>(birth_year);
    child.birth_month = static_cast<int>(birth_month);
    profile.children.push_back(std::move(child));
}

void read_children(FieldReader& reader, int now, Profile& profile) {
    const auto list = reader.present("children");
    if (!list) return;
    if (!list->is_array() || list->size() > kMostChildren)
        return reader.wrong("children", "20人までの配列で指定してください。");
    std::size_t number = 0;
    for (const auto& value : list->elements()) read_child(reader, value, number++, now, profile);
}

bool has_text(FieldReader& reader, std::string_view field) {
    const auto value = reader.present(field);
    return value && !catalog::fold(value->as_string().value_or("")).empty();
}

// 5300001, 530-0001 and their full-width forms are written 530-0001.
std::string read_postal_code(FieldReader& reader) {
    const auto text = catalog::fold(reader.text("postal_code"));
    std::string digits;
    bool only_digits = true;
    for (const char32_t letter : text) {
        if (letter >= U'0' && letter <= U'9') digits += static_cast<char>(letter);
        else if (letter != U'-' && letter != U'ー' && letter != U'−' && letter != U'‐') only_digits = false;
    }
    if (text.empty()) return {};
    if (digits.size() != 7 || !only_digits || digits.starts_with("000")) {
        reader.wrong("postal_code", "実際の郵便番号を、7桁の数字で指定してください（例：530-0001）。");
        return {};
    }
    return digits.substr(0, 3) + "-" + digits.substr(3);
}

// Only the name of a place: in a text of any words people tell what nobody may keep.
std::string read_city(FieldReader& reader) {
    const auto typed = reader.text("city");
    if (catalog::fold(typed).empty()) return {};
    auto city = municipality_of(typed);
    if (!city)
        reader.wrong(
            "city",
            "市区町村の名前だけを、住所に書くとおりに指定してください（例：大阪市北区。大阪府外は兵庫県尼崎市）。");
    return std::move(city).value_or("");
}

Wishes read_wishes(FieldReader& reader) {
    Wishes wishes;
    wishes.mail = read_flag(reader, "notice_mail");
    wishes.push = read_flag(reader, "notice_push");
    wishes.paused = read_flag(reader, "notices_paused");
    wishes.kinds = read_list(reader, "notice_kinds", [](std::string_view kind) {
        return kind == "shop" || kind == "event" || kind == "article" || kind == "news";
    });
    if (const auto hour = reader.integer("quiet_from", 0, 23)) wishes.quiet_from = static_cast<int>(*hour);
    if (const auto hour = reader.integer("quiet_until", 0, 23)) wishes.quiet_until = static_cast<int>(*hour);
    if (reader.present("quiet_from").has_value() != reader.present("quiet_until").has_value())
        reader.wrong(reader.present("quiet_from") ? "quiet_until" : "quiet_from",
                     "始まりと終わりの両方を指定してください。");
    return wishes;
}

void write_list(json::Writer& writer, std::string_view name, const std::vector<std::string>& texts) {
    writer.key(name);
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
}

}  // namespace

Profile read_profile(FieldReader& reader, WallTime now) {
    Profile profile;
    profile.programme = static_cast<int>(reader.integer("programme", 1, 2).value_or(0));
    if (!reader.present("programme")) reader.wrong("programme", "まいど子か縁ジョイのどちらかを選んでください。");
    profile.postal_code = read_postal_code(reader);
    profile.city = read_city(reader);
    if (!has_text(reader, "postal_code") && !has_text(reader, "city"))
        reader.wrong("postal_code", "郵便番号か市区町村のどちらかを指定してください。");
    read_children(reader, this_month(now), profile);
    profile.genres = read_list(reader, "genres", is_code);
    profile.tokuten = read_list(reader, "tokuten", is_code);
    profile.wishes = read_wishes(reader);
    profile.consent_version = reader.text("consent_version");
    if (profile.consent_version != accounts::kConsentVersion)
        reader.wrong("consent_version", accounts::consent_problem(profile.consent_version));
    return profile;
}

void write_profile(json::Writer& writer, const Profile& profile) {
    writer.member("programme", profile.programme);
    writer.member("postal_code", profile.postal_code);
    writer.member("city", profile.city);
    writer.key("children");
    writer.begin_array();
    for (const auto& child : profile.children) {
        writer.begin_object();
        writer.member("birth_year", child.birth_year);
        writer.member("birth_month", child.birth_month);
        if (!child.sex.empty()) writer.member("sex", child.sex);
        writer.end_object();
    }
    writer.end_array();
    write_list(writer, "genres", profile.genres);
    write_list(writer, "tokuten", profile.tokuten);
    writer.member("notice_mail", profile.wishes.mail);
    writer.member("notice_push", profile.wishes.push);
    writer.member("notices_paused", profile.wishes.paused);
    write_list(writer, "notice_kinds", profile.wishes.kinds);
    if (profile.wishes.quiet_from) writer.member("quiet_from", *profile.wishes.quiet_from);
    if (profile.wishes.quiet_until) writer.member("quiet_until", *profile.wishes.quiet_until);
    writer.member("consent_version", profile.consent_version);
}

}  // namespace hub::members
