#pragma once

#include <string>
#include <string_view>

// Why a delivery is with people and what they can do about it, in Japanese for staff; pure functions.
namespace hub::queues {

// One sentence for a parked, unknown or failed delivery; empty for other states. `detail` is the recorded explanation.
std::string reason_in_japanese(std::string_view state, std::string_view code, std::string_view detail);

// What to do about it; empty when there is nothing to do.
std::string advice_in_japanese(std::string_view state, std::string_view code);

// What the other side said, as far as the error carries it.
struct ProviderAnswer {
    int status = 0;       // of HTTP or SMTP; 0: not carried
    std::string excerpt;  // of its answer; may be empty
};
ProviderAnswer provider_answer(std::string_view code, std::string_view detail);

}  // namespace hub::queues
