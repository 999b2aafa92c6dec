#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "queues/delivery_rules.hpp"
#include "router/core/result.hpp"

// What a person does to deliveries, as pure functions; person_change_store.hpp carries it out.
namespace hub::queues {

enum class PersonChange { park, drop, replay };

// "park", "drop", "replay".
std::string_view to_string(PersonChange change);

struct PersonOrder {
    PersonChange change = PersonChange::park;
    std::string by;      // a name in hub.staff
    std::string reason;  // in their words
};

// What is wrong with the order's name and reason; empty when nothing is.
std::vector<FieldProblem> problems_of(const PersonOrder& order);

// A delivery somebody chose, with what tells it apart.
struct ChosenDelivery {
    DeliveryView view;
    std::string message_id{};
    std::string type{};
    std::string subject{};
    std::string connector{};
    std::string recipient{};
    std::string error_code{};
};

// The change the order makes of a delivery, due after `delay` when it is a replay; empty when why_not() says why.
std::optional<Transition> change_of(const PersonOrder& order, const DeliveryView& view,
                                    std::chrono::milliseconds delay = std::chrono::milliseconds(0));

// Why the change can't be made, as a sentence for the operator; empty when it can.
std::string why_not(PersonChange change, const DeliveryView& view);

// When the delivery number `index` of a replay is due: `per_second` each second, evenly.
std::chrono::milliseconds spread(std::size_t index, int per_second);

// The text of a file as what is sent instead of a message's data: its JSON object, compact. Kind invalid, one problem
// under "data", when it is none, is larger than 1 MiB or can't be stored.
Result<std::string> edited_data(std::string_view text);

// What was done, or would be, to the deliveries that were named.
struct ChangeReport {
    struct Changed {
        ChosenDelivery delivery;
        Transition transition;
    };
    PersonChange change = PersonChange::park;
    bool only_looked = false;  // nothing was changed
    std::vector<Changed> changed;
    // Other deliveries of the messages that were named: left as they are, and why.
    std::vector<FieldProblem> left;
};

std::string to_json(const ChangeReport& report);
std::string to_text(const ChangeReport& report);

// What a replay of many found or did.
struct ReplayOfMany {
    bool only_looked = false;             // nothing was changed
    std::vector<ChosenDelivery> first{};  // some of them, oldest first
    std::size_t matched = 0;
    std::size_t replayed = 0;  // the rest was changed by somebody else in the meantime
    int per_second = 0;
    bool unknown_left_out = false;  // unknown ones match too, and were not asked for
    std::string next{};             // where the next part begins; empty: nothing is left
};

std::string to_json(const ReplayOfMany& replay);
std::string to_text(const ReplayOfMany& replay);

}  // namespace hub::queues
