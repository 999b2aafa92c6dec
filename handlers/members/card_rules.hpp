#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "handlers/members/member_store.hpp"
#include "router/core/result.hpp"

// How long a card is valid: what config/card_rules.json says, which prefectures change.
namespace hub::members {

enum class CardState { valid, ended, not_entitled };

// "valid", "ended", "not_entitled".
constexpr std::string_view name_of(CardState state) {
    return state == CardState::valid ? "valid" : state == CardState::ended ? "ended" : "not_entitled";
}

struct CardValidity {
    CardState state = CardState::not_entitled;
    std::chrono::sys_days last_day{};  // in Japan; unless not entitled
};

// The day on which a person comes to be of an age: by law at the end of the day before the birthday.
std::chrono::sys_days reaches_age(std::chrono::year_month_day born, int age);

// Immutable.
class CardRules {
public:
    // Reads the text of card_rules.json. Error: invalid "cards.rules" with every wrong member named.
    static Result<CardRules> parse(std::string_view text);
    // The same from a file; not_found "cards.rules" when it cannot be read.
    static Result<CardRules> load(const std::string& path);

    // Of a child the hub knows the month of birth: it counts as born on the last day of it, in the family's favour.
    CardValidity validity(const Profile& profile, std::chrono::sys_days registered_on,
                          std::chrono::sys_days today) const;

private:
    enum class Ends { march_31, birthday, years };
    struct Rule {
        int programme = 0;
        std::chrono::sys_days from{};
        int least_children = 0;
        Ends ends = Ends::years;
        int years = 0;  // or the age
    };
    friend class CardRuleReader;
    const Rule* rule_of(int programme, std::chrono::sys_days today) const;
    std::vector<Rule> rules_;
};

// The day it is in Japan.
std::chrono::sys_days japanese_day(WallTime time);

// "2027-03-31"; nothing for what is no day.
std::string to_text(std::chrono::sys_days day);
std::optional<std::chrono::sys_days> day_from(std::string_view text);

}  // namespace hub::members
