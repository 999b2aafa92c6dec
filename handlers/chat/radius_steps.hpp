#pragma once

#include <array>
#include <optional>

// How far is looked around a place, in metres: step by step, when there is nothing nearer, and for 「もっと近く」.
namespace hub::chat {

inline constexpr std::array<double, 7> kRadiusSteps{300, 500, 1'000, 2'000, 5'000, 10'000, 20'000};
inline constexpr double kNear = 2'000;  // where a search begins

// The next larger step; empty behind the last one.
inline std::optional<double> step_above(double radius_m) {
    for (const double step : kRadiusSteps)
        if (step > radius_m) return step;
    return std::nullopt;
}

// The next smaller step; empty before the first one.
inline std::optional<double> step_below(double radius_m) {
    for (auto step = kRadiusSteps.rbegin(); step != kRadiusSteps.rend(); ++step)
        if (*step < radius_m) return *step;
    return std::nullopt;
}

}  // namespace hub::chat
