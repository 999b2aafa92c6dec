#pragma once

#include <cstdint>

namespace hub::simulation {

// Everything random in a campaign, from one seed: the same seed gives the same campaign (splitmix64).
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        return mixed ^ (mixed >> 31);
    }
    // From `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    // Mostly short, sometimes up to `most`: what latencies look like.
    std::int64_t latency(std::int64_t usual, std::int64_t most) {
        return one_in(50) ? between(0, most) : between(0, usual);
    }
    bool one_in(std::int64_t number) { return between(1, number) == 1; }
    // From 0 up to but not including 1.
    double fraction() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t state_;
};

}  // namespace hub::simulation
