#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hub {

// The known name a mistyped one probably meant: the least Levenshtein distance of at most a third of its length;
// empty when none is near.
std::string closest_name(std::string_view name, const std::vector<std::string>& known);

// " (did you mean \"timeout_ms\"?)", or empty when nothing is near: to be appended to an error sentence.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

}  // namespace hub
