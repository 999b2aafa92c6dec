#include "handlers/members/card_rules.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::members {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// Reads one rule and remembers what is wrong.
class CardRuleReader {
public:
    explicit CardRuleReader(Error& problems) : problems_(problems) {}

    CardRules::Rule read(const json::Value& value, const std::string& place) {
        place_ = place;
        for (const auto& [name, member] : value.members())
            if (name != "programme" && name != "from" && name != "least_children" && name != "ends" && name != "age" &&
                name != "years")
                wrong(std::string(name), "is not a member of a rule");
        CardRules::Rule rule;
        rule.programme = integer(value, "programme", 1, 2);
        rule.least_children = integer(value, "least_children", 0, 20);
        const auto from = day_from(value.string("from").value_or(""));
        if (from) rule.from = *from;
        else wrong("from", "must be a day like 2007-04-01");
        const auto ends = value.string("ends").value_or("");
        if (ends == "march_31") rule.ends = CardRules::Ends::march_31;
        else if (ends == "birthday") rule.ends = CardRules::Ends::birthday;
        else if (ends != "years") wrong("ends", "must be march_31, birthday or years");
        const bool by_age = rule.ends != CardRules::Ends::years;
        rule.years = by_age ? integer(value, "age", 1, 30) : integer(value, "years", 1, 50);
        if (by_age && rule.least_children < 1) wrong("least_children", "must be 1 at least where an age counts");
        return rule;
    }

private:
    int integer(const json::Value& value, const char* name, int least, int most) {
        const auto number = value.integer(name);
        if (number && *number >= least && *number <= most) return static_cast<int>(*number);
        wrong(name, "must be an integer from " + std::to_string(least) + " to " + std::to_string(most));
        return 0;
    }
    void wrong(const std::string& name, std::string problem) {
        problems_.fields.push_back({place_ + "/" + name, std::move(problem)});
    }
    Error& problems_;
    std::string place_;
};

namespace {

sys_days plus_years(year_month_day day, int years) {
    const auto moved = day + std::chrono::years(years);
    // From February 29 to a year that has none: as if it were March 1.
    return moved.ok() ? sys_days(moved) : sys_days(moved.year() / std::chrono::March / 1);
}

sys_days first_march_31_from(sys_days day) {
    const auto year = year_month_day(day).year();
    const sys_days march_31 = year / std::chrono::March / 31;
    return march_31 >= day ? march_31 : sys_days((year + std::chrono::years(1)) / std::chrono::March / 31);
}

// The last day of the month in which the youngest child was or will be born.
year_month_day youngest_birth(const std::vector<Child>& children) {
    const auto youngest = std::max_element(children.begin(), children.end(), [](const Child& a, const Child& b) {
        return std::pair(a.birth_year, a.birth_month) < std::pair(b.birth_year, b.birth_month);
    });
    return year_month_day(sys_days(std::chrono::year(youngest->birth_year) /
                                   std::chrono::month(static_cast<unsigned>(youngest->birth_month)) /
                                   std::chrono::last));
}

}  // namespace

sys_days reaches_age(year_month_day born, int age) { return plus_years(born, age) - std::chrono::days(1); }

Result<CardRules> CardRules::parse(std::string_view text) {
    Error problems{ErrorKind::invalid, "cards.rules", "the rules of the cards are wrong"};
    const auto document = json::Document::parse(text);
    if (!document) return document.error();
    const auto list = document->root().find("rules");
    if (!list || !list->is_array() || list->size() == 0) {
        problems.fields.push_back({"/rules", "must be an array of rules"});
        return problems;
    }
    CardRules rules;
    CardRuleReader reader(problems);
    for (const auto& value : list->elements())
        rules.rules_.push_back(reader.read(value, "/rules/" + std::to_string(rules.rules_.size())));
    if (!problems.fields.empty()) return problems;
    return rules;
}

Result<CardRules> CardRules::load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorKind::not_found, "cards.rules", "cannot read " + path};
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return parse(text);
}

const CardRules::Rule* CardRules::rule_of(int programme, sys_days today) const {
    const Rule* found = nullptr;
    for (const auto& rule : rules_)
        if (rule.programme == programme && rule.from <= today && (!found || rule.from > found->from)) found = &rule;
    return found;
}

CardValidity CardRules::validity(const Profile& profile, sys_days registered_on, sys_days today) const {
    const auto* rule = rule_of(profile.programme, today);
    if (!rule || profile.children.size() < static_cast<std::size_t>(rule->least_children)) return {};
    sys_days last_day{};
    if (rule->ends == Ends::years)
        last_day = plus_years(year_month_day(registered_on), rule->years) - std::chrono::days(1);
    else last_day = reaches_age(youngest_birth(profile.children), rule->years);
    if (rule->ends == Ends::march_31) last_day = first_march_31_from(last_day);
    return {today <= last_day ? CardState::valid : CardState::ended, last_day};
}

sys_days japanese_day(WallTime time) { return std::chrono::floor<std::chrono::days>(time + kJapanAheadOfUtc); }

std::string to_text(sys_days day) {
    const year_month_day date(day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<sys_days> day_from(std::string_view text) {
    const auto midnight = text.size() == 10 ? from_rfc3339(std::string(text) + "T00:00:00Z") : from_rfc3339("");
    if (!midnight) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*midnight);
}

}  // namespace hub::members
